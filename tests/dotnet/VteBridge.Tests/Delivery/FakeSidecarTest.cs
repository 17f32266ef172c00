using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>A queue that a script drains in place of the sidecar.</summary>
public abstract class FakeSidecarTest : IDisposable
{
    private protected const string Done =
        """{"done":{"accepted":0,"rejected":0,"waiting":1,"oldest_waiting":null,"stopped":null}}""";

    private protected static readonly Guid Id = new("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    private protected readonly TemporaryFolder _queue = new();
    private protected readonly LogLines _logs = new();

    private protected FakeSidecarTest() => Assert.SkipWhen(FakePython.Missing is not null, FakePython.Missing ?? "");

    public void Dispose() => _queue.Dispose();

    private protected Task<List<Receipt>> SettleAsync(FakePython python) => SettleAsync(python.Options);

    private protected async Task<List<Receipt>> SettleAsync(SidecarOptions options, int reports = 1)
    {
        var delivery = new DeliveryOptions { FlushToDisk = false, MinFreeMegabytes = 0 };
        var queue = new FolderDestination(DestinationNames.Sidecar, _queue.Path, FolderConvention.OwnQueue, delivery);
        var destination = new OwnQueue(
            queue,
            _queue.Path,
            new SidecarDrain(_queue.Path, options, Process(options), new Logger<SidecarDrain>(_logs)),
            TimeProvider.System,
            new Logger<OwnQueue>(_logs)
        );
        for (var report = 0; report < reports; report++)
            destination.Deliver(new Outgoing(Guid.NewGuid(), "{}"u8.ToArray()));
        var receipts = new List<Receipt>();
        await foreach (var receipt in destination.ReceiptsAsync(TestContext.Current.CancellationToken))
            receipts.Add(receipt);
        return receipts;
    }

    private protected SidecarProcess Process(SidecarOptions options) =>
        new(options, TimeProvider.System, new Logger<SidecarProcess>(_logs));
}
