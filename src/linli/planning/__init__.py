"""Plans of who goes where and when (路线和排期): doors spread over days and workers in walking order, and routes that
come back to a place several times. It knows no register, no visits: who asks gives plain data and keeps the answer."""
