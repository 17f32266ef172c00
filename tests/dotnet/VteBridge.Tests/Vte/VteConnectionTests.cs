using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

public sealed class VteConnectionTests
{
    /// <summary>
    /// This happens when a single run is looked up while a page is read ahead: one connection allows only one read at a time.
    /// </summary>
    [Fact]
    public async Task Second_read_waits_until_the_first_is_done()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var plant = await Plant.EmptyAsync();
        await using var vte = new VteConnection(plant.Options.Vte, TimeProvider.System, NullLogger.Instance);
        var (begun, end, order) = (new TaskCompletionSource(), new TaskCompletionSource(), new List<string>());

        var first = vte.ReadAsync(
            "reading a page",
            async _ =>
            {
                begun.SetResult();
                await end.Task;
                order.Add("page");
                return true;
            },
            stop
        );
        await begun.Task.WaitAsync(stop);
        var second = vte.ReadAsync(
            "looking for a run",
            _ =>
            {
                order.Add("run");
                return Task.FromResult(true);
            },
            stop
        );
        end.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(["page", "run"], order);
    }
}
