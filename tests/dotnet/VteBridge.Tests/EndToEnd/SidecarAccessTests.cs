using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The tests of server, token and certificate for the destination `sidecar`.</summary>
public sealed class SidecarAccessTests() : UploadAccessTests(DestinationNames.Sidecar, Python.WithoutSidecar);
