using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The destination `sidecar`: through pyWATS.</summary>
public sealed class SidecarTests() : UploadTests(DestinationNames.Sidecar, Python.WithoutSidecar);
