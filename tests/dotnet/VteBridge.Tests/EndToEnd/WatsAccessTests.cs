using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The tests of server, token and certificate for the destination `wats`.</summary>
public sealed class WatsAccessTests() : UploadAccessTests(DestinationNames.Wats);
