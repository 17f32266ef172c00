using System.Text.Json.Nodes;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Runs of one unit at one time get different starts, which stay the same.</summary>
public sealed class MovedStartTests
{
    /// <summary>Five runs of one unit at one moment and a sixth 3 ms later, which their moved starts come close to or reach.</summary>
    [Fact]
    public async Task Runs_whose_starts_were_moved_keep_them_wherever_a_walk_begins()
    {
        await using var plant = await Plant.EmptyAsync();
        var ids = Twins(plant, minutesAgo: 60, count: 5, laterMilliseconds: 3);
        await plant.SyncAsync();
        var whole = plant.Reports();
        var last = ids[^1];
        var at = plant.Now.AddMinutes(-60).AddMilliseconds(2);

        var one = await plant.RunAsync("export", "--run", $"{last}", "--out", "-");
        var from = await plant.RunAsync("export", "--from", $"{at:yyyy-MM-ddTHH:mm:ss.fff}", "--out", "-");
        var explained = await plant.RunAsync("explain", $"{last}", "--json");

        Assert.Equal(ids.Count, ids.Select(id => (string)plant.Report(id)["start"]!).Distinct().Count());
        Assert.Equal(whole[last], System.Text.Encoding.UTF8.GetBytes(one.Output.TrimEnd('\n')));
        Assert.Equal(one.Output, from.Output);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(whole[last]), explained.Json["report"]), explained.Output);
    }

    /// <summary>Adds <paramref name="count"/> runs of one unit at one time and one a little later; returns their ids in reading order.</summary>
    private static IReadOnlyList<Guid> Twins(Plant plant, double minutesAgo, int count, int laterMilliseconds)
    {
        var rows = plant.RunRows(minutesAgo, sequence: 50);
        var (first, ids) = (Plant.IdOf(rows), new List<Guid>());
        for (var i = 0; i <= count; i++)
        {
            var id = new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)(i + 1)]);
            plant.Database.Insert(
                rows.Where(r => i == 0 || r.Table is "IndexData" or "TestDataNumeric")
                    .Select(r =>
                        r with
                        {
                            Values =
                            [
                                .. r.Values.Select(
                                    (value, at) =>
                                        value is Guid g && g == first ? id
                                        : r.Table == "IndexData" && r.Columns[at] == "Timestamp" && i == count
                                            ? ((DateTime)value!).AddMilliseconds(laterMilliseconds)
                                        : r.Columns[at] == "TestData_ID"
                                            ? Convert.ToInt64(value, null) + (i * 1_000_000L)
                                        : value
                                ),
                            ],
                        }
                    )
            );
            ids.Add(id);
        }
        return ids;
    }
}
