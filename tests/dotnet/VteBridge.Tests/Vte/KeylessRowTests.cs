using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>Rows without an id or a time become dead letters of their own, and all are counted.</summary>
public sealed class KeylessRowTests : KeylessPlantTest
{
    [Fact]
    public async Task Row_without_id_or_time_is_unreadable_and_the_walk_goes_on()
    {
        Insert(
            _plant.Header(1, minutesAgo: 30),
            Header(null, _plant.Now.AddMinutes(-20), info: "no id", unit: UnitId),
            Header(Run(3), null, info: "no time"),
            _plant.Header(4, minutesAgo: 10),
            Unit(UnitId, "SN1")
        );

        var page = await HeadersAsync();
        var keyless = await KeylessRowsAsync();

        Assert.Equal([Run(1), Run(4)], page.Headers.Select(h => h.Id));
        Assert.Empty(page.Unreadable);
        Assert.Equal(2, keyless.Count);
        var (noTime, noId) = (keyless.Rows[0], keyless.Rows[1]);
        Assert.Equal((Run(3), UnreadableCauses.NoTimestamp), (noTime.DeadLetterId, noTime.Cause));
        Assert.Contains("dbo.IndexData has no Timestamp", noTime.What);
        Assert.Equal((UnreadableCauses.NoKey, "SN1"), (noId.Cause, noId.Serial));
        Assert.Equal(_plant.Now.AddMinutes(-20), noId.Timestamp!.Value, TimeSpan.FromMilliseconds(4));
        Assert.Equal(keyless.Rows, (await KeylessRowsAsync()).Rows);
    }

    [Fact]
    public async Task Rows_without_id_that_are_alike_are_told_apart()
    {
        var time = _plant.Now.AddMinutes(-20);
        Insert(Header(null, time), Header(null, time), Header(null, time));

        var keyless = await KeylessRowsAsync();

        Assert.Equal(3, keyless.Rows.Select(r => r.DeadLetterId).Distinct().Count());
    }

    [Fact]
    public async Task Row_without_id_is_one_row_however_often_its_unit_stands_there()
    {
        Insert(
            Header(null, _plant.Now.AddMinutes(-20), unit: UnitId),
            Unit(UnitId, "SN2"),
            Unit(UnitId, "SN1"),
            Unit(UnitId, "SN1")
        );

        var keyless = await KeylessRowsAsync();

        Assert.Equal((1, "SN1"), (keyless.Count, Assert.Single(keyless.Rows).Serial));
    }

    [Fact]
    public async Task Keyless_rows_are_read_up_to_a_bound_and_all_counted()
    {
        Insert([.. Enumerable.Range(0, 1005).Select(n => Header(null, _plant.Now.AddMinutes(-n)))]);

        var keyless = await KeylessRowsAsync();

        Assert.Equal((1000, 1005L), (keyless.Rows.Count, keyless.Count));
    }

    [Fact]
    public async Task Site_whose_keys_cannot_be_NULL_is_not_asked()
    {
        await using var plant = await Plant.EmptyAsync();
        await plant.ReadAsync(
            async (vte, schema) =>
            {
                plant.Server.Statistics.Reset();
                await new KeylessReader(vte, schema).RunsAsync(Stop);
                return 0;
            }
        );

        Assert.Equal(0, plant.Server.Statistics.Statements);
    }

    private Task<KeylessRows> KeylessRowsAsync() =>
        _plant.ReadAsync((vte, schema) => new KeylessReader(vte, schema).RunsAsync(Stop));
}
