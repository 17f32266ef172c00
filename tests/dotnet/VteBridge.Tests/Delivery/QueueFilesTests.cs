using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Wats;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>The states on disk, with somebody else in the same folder; the sidecar's folder.py has the same rules.</summary>
public sealed class QueueFilesTests : IDisposable
{
    private const string Id = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".queued")]
    [InlineData(".processing")]
    public void A_report_that_a_pyWATS_client_fails_at_any_moment_keeps_its_bytes(string taken)
    {
        _folder.Write(Id + ".queued", "{}");
        var files = new QueueFiles(_folder.Path);
        var report = files.Scan().Single();
        if (taken == ".processing")
            files.Claim(report);
        File.Move(_folder.Of(Id + taken), _folder.Of(Id + ".error"));

        Assert.ThrowsAny<IOException>(() =>
        {
            if (taken == ".queued")
                files.Claim(report);
            else
                files.Fail(Id, ErrorInfo.None);
        });

        Assert.True(File.Exists(_folder.Of(Id + ".error")));
    }
}
