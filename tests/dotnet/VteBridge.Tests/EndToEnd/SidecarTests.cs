using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The tests of uploading for the destination `sidecar`, which uses pyWATS.</summary>
public sealed class SidecarTests() : UploadTests(DestinationNames.Sidecar, Python.WithoutSidecar);
