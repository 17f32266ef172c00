using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Wats;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>
/// The states of reports on disk while another process uses the same folder; folder.py of the sidecar has the same rules.
/// </summary>
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

    [Fact]
    public async Task A_folder_that_cannot_be_worked_on_is_trouble_with_the_destination()
    {
        _folder.Write(Id + ".processing", "{}");
        Directory.CreateDirectory(_folder.Of(Id + ".queued"));
        var token = _folder.Write("token", "dG9rZW4=");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(token, UnixFileMode.UserRead);
        var drain = new WatsDrain(
            _folder.Path,
            new SidecarOptions { ServerUrl = "http://127.0.0.1:1", TokenFile = token },
            TimeProvider.System,
            NullLogger<WatsDrain>.Instance
        );

        var stop = TestContext.Current.CancellationToken;
        var receipt = Assert.Single(await drain.DrainAsync(stop).ToListAsync(stop));

        Assert.True(receipt.IsOfDestination);
        Assert.Contains("the queue folder cannot be used", receipt.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_file_that_takes_nothing_keeps_no_later_drain_away()
    {
        var file = _folder.Of(".vtebridge-sidecar.lock");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no device that is full");
        using (var make = Process.Start("mknod", [file, "c", "1", "7"])) // The same device as /dev/full.
            make.WaitForExit();
        Assert.SkipUnless(File.Exists(file), "only root makes devices");

        Assert.ThrowsAny<IOException>(() => QueueLock.Take(_folder.Path));
        Assert.ThrowsAny<IOException>(() => QueueLock.Take(_folder.Path));
    }
}
