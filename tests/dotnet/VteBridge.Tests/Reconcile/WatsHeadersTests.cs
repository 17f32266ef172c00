using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using VteBridge.Delivery;
using VteBridge.Reconcile;

namespace VteBridge.Tests.Reconcile;

public sealed partial class WatsHeadersTests
{
    private static readonly DateTimeOffset End = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Empty_decades_cost_few_questions()
    {
        var wats = new Headers([End.AddYears(-126), End.AddDays(-1)]);

        Assert.Equal(2, (await ListAsync(wats, End.AddYears(-126))).Count);
        Assert.InRange(wats.Asked, 1, 1_000);
    }

    [Fact]
    public async Task Every_report_of_a_busy_time_is_listed_once()
    {
        var starts = Enumerable.Range(0, 25_000).Select(n => End.AddSeconds(-n)).ToList();

        var listed = await ListAsync(new Headers(starts), End.AddDays(-30));

        Assert.Equal(starts.Order(), listed.Order());
    }

    private static async Task<List<DateTimeOffset>> ListAsync(Headers wats, DateTimeOffset from)
    {
        var headers = new WatsHeaders(wats);
        var listed = await headers
            .ListAsync(from, End, TestContext.Current.CancellationToken)
            .Select(h => h.Start)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Null(headers.Trouble);
        return listed;
    }

    /// <summary>Answers like WATS: $skip and $top select from the headers in the order of their starts.</summary>
    private sealed partial class Headers(IReadOnlyList<DateTimeOffset> starts) : IWatsReader
    {
        public string? Trouble => null;

        public int Asked { get; private set; }

        public async IAsyncEnumerable<ReadAnswer> AskAsync(
            IReadOnlyCollection<string> paths,
            [EnumeratorCancellation] CancellationToken stop
        )
        {
            await Task.CompletedTask;
            foreach (var path in paths)
            {
                Asked++;
                var asked = Query().Match(Uri.UnescapeDataString(path)).Groups;
                var (from, to) = (DateTimeOffset.Parse(asked[1].Value), DateTimeOffset.Parse(asked[2].Value));
                var rows = starts
                    .Where(start => start >= from && start < to)
                    .Order()
                    .Skip(int.Parse(asked[4].Value))
                    .Take(int.Parse(asked[3].Value))
                    .Select(start => new
                    {
                        uuid = Guid.NewGuid(),
                        start,
                        miscInfo = new[] { new { description = "source", value = "VTE" } },
                    });
                yield return new ReadAnswer(path, 200, JsonSerializer.SerializeToElement(rows));
            }
        }

        [GeneratedRegex(@"start ge (\S+) and start lt ([^&]+)&.*\$top=(\d+)&\$skip=(\d+)")]
        private static partial Regex Query();
    }
}
