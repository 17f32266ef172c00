using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>A state store with reports of days and hours that the test chooses.</summary>
public abstract class RecordedReportsTest : IDisposable
{
    private protected static readonly DateOnly Day = new(2026, 5, 1);

    private readonly StateFolder _folder = new();
    private protected readonly StateStore _store;
    private int _number;

    private protected RecordedReportsTest() => _store = _folder.Open();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private protected static DateTime At(int day, int hour) => Day.AddDays(day - 1).ToDateTime(new TimeOnly(hour, 0));

    private protected void Add(
        int day,
        int hour = 8,
        string? testplan = "Plan",
        ReportKind kind = ReportKind.Run,
        Outcome outcome = Outcome.Queued,
        Verdict? verdict = Verdict.Passed,
        string[]? flags = null
    ) =>
        _store.Record(
            new PageRecord
            {
                Reports =
                [
                    Some.Report(++_number) with
                    {
                        Timestamp = At(day, hour),
                        Testplan = testplan,
                        Kind = kind,
                        Outcome = outcome,
                        Verdict = verdict,
                        Flags = flags ?? [],
                    },
                ],
            }
        );
}
