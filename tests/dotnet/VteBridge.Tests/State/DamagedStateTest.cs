using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>A filled state store to damage, and what its refusal must say.</summary>
public abstract class DamagedStateTest : IDisposable
{
    private protected readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected string Database => _folder.Of("vtebridge.db");

    private protected void Fill()
    {
        using var store = _folder.Open();
        store.Record(new PageRecord { Reports = [.. Enumerable.Range(1, 400).Select(Some.Report)] });
        store.Record(Some.Page(1));
    }

    private protected string Refused() => Assert.Throws<StateFailure>(() => _folder.Open()).Message;

    private protected void AssertRefused(string why) => AssertClear(Refused(), why);

    private protected static void AssertClear(string message, string why)
    {
        Assert.Contains(why, message);
        Assert.Contains("Nothing was sent or skipped.", message);
        Assert.Contains("vtebridge sync --from", message);
        Assert.DoesNotContain('\n', message);
    }
}
