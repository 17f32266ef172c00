using VteBridge.Delivery;
using VteBridge.Wsjf;

namespace VteBridge.Reconcile;

/// <summary>The units that a testplan tested for the first time in a week, and how many of them passed that first test.</summary>
internal sealed record YieldRow(
    string Week,
    string Testplan,
    int VteUnits,
    int VtePassed,
    int WatsUnits,
    int WatsPassed
)
{
    public bool Differs => (VteUnits, VtePassed) != (WatsUnits, WatsPassed);

    public static string Percent(int passed, int units) =>
        units == 0 ? "" : (100.0 * passed / units).ToString("0.00", CultureInfo.InvariantCulture) + " %";
}

/// <summary>
/// Compares first-pass yield in VTE and in WATS by testplan and ISO week (UTC). A unit is a serial and part number; its first run
/// under the testplan in the period counts. Holds one entry for each unit of the period.
/// </summary>
internal sealed class YieldComparison
{
    private readonly FirstRuns _vte = new();
    private readonly FirstRuns _wats = new();
    private readonly HashSet<Guid> _ids = [];

    public void AddVte(WsjfReport report)
    {
        if (report.Kind != ReportKind.Run)
            return;
        _ids.Add(report.Id);
        var testplan = report.MiscInfos.FirstOrDefault(info => info.Description == "VTE testplan")?.Text ?? "";
        _vte.Add(testplan, report.SerialNumber, report.PartNumber, report.Start, report.Result == Verdict.Passed);
    }

    public bool IsOfPeriod(Guid id) => _ids.Contains(id);

    public void AddWats(WatsHeader header) =>
        _wats.Add(header.Testplan, header.Serial, header.PartNumber, header.Start, header.Result == 'P');

    public IReadOnlyList<YieldRow> Rows()
    {
        var (vte, wats) = (_vte.ByWeek(), _wats.ByWeek());
        return
        [
            .. vte
                .Keys.Union(wats.Keys)
                .OrderBy(k => k.Week, StringComparer.Ordinal)
                .ThenBy(k => k.Testplan, StringComparer.Ordinal)
                .Select(k => (k, Vte: vte.GetValueOrDefault(k), Wats: wats.GetValueOrDefault(k)))
                .Select(r => new YieldRow(
                    r.k.Week,
                    r.k.Testplan,
                    r.Vte.Units,
                    r.Vte.Passed,
                    r.Wats.Units,
                    r.Wats.Passed
                )),
        ];
    }

    private sealed class FirstRuns
    {
        private readonly Dictionary<(string, string, string), (DateTimeOffset Start, bool Passed)> _first = [];

        public void Add(string testplan, string serial, string partNumber, DateTimeOffset start, bool passed)
        {
            var unit = (testplan, serial, partNumber);
            if (!_first.TryGetValue(unit, out var first) || start < first.Start)
                _first[unit] = (start, passed);
        }

        public Dictionary<(string Week, string Testplan), (int Units, int Passed)> ByWeek() =>
            _first
                .GroupBy(unit => (Week(unit.Value.Start), unit.Key.Item1))
                .ToDictionary(g => g.Key, g => (g.Count(), g.Count(unit => unit.Value.Passed)));

        private static string Week(DateTimeOffset start) =>
            $"{ISOWeek.GetYear(start.UtcDateTime):0000}-W{ISOWeek.GetWeekOfYear(start.UtcDateTime):00}";
    }
}
