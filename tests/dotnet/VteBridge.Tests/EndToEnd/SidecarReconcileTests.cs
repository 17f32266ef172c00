using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The tests of asking WATS what it has for the destination `sidecar`.</summary>
public sealed class SidecarReconcileTests() : UploadReconcileTests(DestinationNames.Sidecar, Python.WithoutSidecar);
