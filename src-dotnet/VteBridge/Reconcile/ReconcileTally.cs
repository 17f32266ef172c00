using VteBridge.Delivery;

namespace VteBridge.Reconcile;

/// <summary>Judges each run and repair, and counts them by day and testplan.</summary>
internal sealed class ReconcileTally
{
    private readonly SortedDictionary<(DateOnly, string), ReconcileCount> _counts = [];
    private readonly List<Compared> _toSend = [];

    public IReadOnlyCollection<ReconcileCount> Counts => _counts.Values;

    /// <summary>The runs and repairs that are missing, changed, or would look different now.</summary>
    public IReadOnlyList<Compared> ToSend => _toSend;

    /// <param name="answer">The answer of WATS; null when WATS was not asked.</param>
    public Finding Judge(Compared compared, ReportAnswer? answer)
    {
        var count = CountOf(compared.Row);
        count.InVte++;
        if (compared.LacksOutcome)
            return Missing(count, compared);
        if (compared.Report is null || (compared.IsRefused && answer != ReportAnswer.Found))
        {
            var finding = compared.Report is null ? compared.WithoutReport : Finding.DeadLetter;
            count.DeadLetters += finding == Finding.DeadLetter ? 1 : 0;
            count.Excluded += finding == Finding.Excluded ? 1 : 0;
            count.Deferred += finding == Finding.Deferred ? 1 : 0;
            return finding;
        }
        if (compared.IsDelivered && !compared.IsChanged)
            count.Delivered++;
        // WATS decides whether a report is missing. The fingerprint decides whether the delivered version is the newest.
        if (answer is null ? !compared.IsDelivered : answer == ReportAnswer.Missing)
            return Missing(count, compared);
        if (answer == ReportAnswer.Different || compared.IsChanged)
        {
            count.Changed++;
            _toSend.Add(compared);
            return Finding.Changed;
        }
        var isAccepted = answer == ReportAnswer.Found || compared.Known?.Outcome == Outcome.Accepted;
        if (isAccepted)
            count.Accepted++;
        if (!compared.LooksDifferent)
            return isAccepted ? Finding.Accepted : Finding.Delivered;
        count.WouldLookDifferent++;
        _toSend.Add(compared with { OnlyLooksDifferent = true });
        return Finding.WouldLookDifferent;
    }

    private Finding Missing(ReconcileCount count, Compared compared)
    {
        count.Missing++;
        _toSend.Add(compared);
        return Finding.Missing;
    }

    private ReconcileCount CountOf((DateOnly Day, string Testplan) row) =>
        _counts.TryGetValue(row, out var count) ? count : _counts[row] = new ReconcileCount(row.Day, row.Testplan);
}
