using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>Shows a cycle as the share of time walked: counting VTE's rows first would cost the server more than it tells.</summary>
internal sealed class CycleProgressBar(IProgress<(double, string)> bar, DateTime? begin = null, DateTime? end = null)
    : IProgress<CycleProgress>
{
    private DateTime? _first = begin;

    public void Report(CycleProgress value)
    {
        var done = $"{value.Summary.RunsRead} runs read, {value.Summary.Accepted + value.Summary.Queued} delivered";
        if (value is not { Position: { } position, Until: { } until })
        {
            bar.Report((1, $"{value.Stage}: {done}"));
            return;
        }
        _first ??= position.Timestamp;
        var whole = ((end ?? until) - _first.Value).TotalSeconds;
        bar.Report(
            (
                whole <= 0 ? 1 : (position.Timestamp - _first.Value).TotalSeconds / whole,
                $"{value.Stage} at {position.Timestamp:yyyy-MM-dd HH:mm}: {done}"
            )
        );
    }
}
