"""Makes the packages of VteBridge; see __main__."""
