using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>A folder of reports, one report to deliver, and the copies of it that a test puts there.</summary>
public abstract class QueueFolderTest : IDisposable
{
    private protected static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    private protected static readonly byte[] Content = "{\"id\":\"6f9619ff\"}"u8.ToArray();

    private protected static readonly string Hash = Convert.ToHexStringLower(
        System.Security.Cryptography.SHA256.HashData(Content)
    );

    private protected readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected static DeliveryOptions Options => new() { FlushToDisk = false, MinFreeMegabytes = 0 };

    private protected FolderDestination Queue() => Destination(FolderConvention.Queue);

    private protected FolderDestination Destination(FolderConvention convention, DeliveryOptions? options = null) =>
        new("test", _folder.Path, convention, options ?? Options);

    private protected void Leave(string name, ReadOnlySpan<byte> content) =>
        File.WriteAllBytes(_folder.Of(name), content.ToArray());
}
