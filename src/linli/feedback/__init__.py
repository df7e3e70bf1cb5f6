"""意见建议 about the software itself, from anybody on any page. It is no matter: nobody is dispatched by it; whoever
runs the site reads it."""
