class PyWATSError(Exception):
    pass


class ConnectionError(PyWATSError):
    pass


class TimeoutError(PyWATSError):
    pass


class CircuitBreakerOpenError(Exception):
    pass
