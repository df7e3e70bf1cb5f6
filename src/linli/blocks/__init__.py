"""拦截: who may not use the public doors for a while, and how often they are knocked at. A block holds an address or a
phone as a keyed hash, for a time, with a reason; it keeps nobody from the counter, the telephone, or a matter he raised
before."""
