"""The packages of VteBridge; see __main__."""
