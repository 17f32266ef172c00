using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The tests of asking WATS what it has for the destination `wats`.</summary>
public sealed class WatsReconcileTests() : UploadReconcileTests(DestinationNames.Wats);
