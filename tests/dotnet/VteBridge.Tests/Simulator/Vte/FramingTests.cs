using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;
using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Simulator.Vte;

/// <summary>(max) values of every length around the ends of packets, in SQL Server's framing and with chunks that cross packets.</summary>
public sealed class FramingTests
{
    private const string Ddl =
        "CREATE TABLE Long (Id int, Pad varchar(4000), Wide nvarchar(max), Narrow varchar(max), Bytes varbinary(max))";

    public static TheoryData<int, bool> Framings =>
        new(
            from size in new[] { 512, 1400, 4096, 8000, 32767 }
            from crossing in new[] { false, true }
            select (size, crossing)
        );

    [Theory]
    [MemberData(nameof(Framings))]
    public async Task Long_values_arrive_whole_by_stream_in_either_framing(int packetSize, bool crossing)
    {
        await using var plant = await TestPlant.StartAsync(Ddl);
        if (crossing)
            plant.Server.Faults.Add(new VteFault(FaultKind.CrossingChunks));
        await CheckAsync(plant, packetSize, CommandBehavior.SequentialAccess, ByStream);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(8000)]
    [InlineData(32767)]
    public async Task Long_values_arrive_whole_by_value_in_the_framing_of_SQL_Server(int packetSize)
    {
        await using var plant = await TestPlant.StartAsync(Ddl);
        await CheckAsync(plant, packetSize, CommandBehavior.Default, (reader, column) => reader[column]);
    }

    private static async Task CheckAsync(
        TestPlant plant,
        int packetSize,
        CommandBehavior behavior,
        Func<SqlDataReader, int, object> read
    )
    {
        var rows = Rows(packetSize).ToList();
        plant.Database.Insert(rows.Select(row => new PlantRow("Long", ["Id", "Pad", "Wide", "Narrow", "Bytes"], row)));
        await using var connection = await plant.OpenAsync($"Pooling=false;Packet Size={packetSize}");
        await using var command = connection.Command("SELECT Id, Pad, Wide, Narrow, Bytes FROM Long ORDER BY Id");
        await using var reader = await command.ExecuteReaderAsync(behavior, TestContext.Current.CancellationToken);

        foreach (var row in rows)
        {
            Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
            for (var column = 0; column < row.Length; column++)
                if (row[column] is null)
                    Assert.True(await reader.IsDBNullAsync(column, TestContext.Current.CancellationToken));
                else
                    Assert.Equal(row[column], column < 2 ? reader[column] : read(reader, column));
        }
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static object ByStream(SqlDataReader reader, int column)
    {
        if (column < 4)
        {
            using var text = reader.GetTextReader(column);
            return text.ReadToEnd();
        }
        using var stream = reader.GetStream(column);
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>
    /// The rows are short, so that every header crosses the end of a packet at every byte; a few values span several packets.
    /// </summary>
    private static IEnumerable<object?[]> Rows(int packetSize)
    {
        for (var n = 0; n < 3000; n++)
        {
            var length = n % 100 == 0 ? packetSize + n : n * 7 % 61;
            var wide = string.Concat(Enumerable.Range(0, length).Select(i => (char)(0x4E00 + (i + n) % 5000)));
            var narrow = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i + n) % 90)));
            var pad = new string('x', n * 13 % 97 + 1);
            yield return [n, pad, n % 3 == 0 ? null : wide, narrow, Encoding.ASCII.GetBytes(narrow)];
        }
    }
}
