using System.Data;
using System.Text;
using Microsoft.Data.SqlClient;
using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Simulator.Vte;

/// <summary>(max) values of every length around the ends of packets, in SQL Server's framing and in the other one.</summary>
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
    public async Task Long_values_arrive_whole_in_packets_of_any_size(int packetSize, bool crossing)
    {
        await using var plant = await TestPlant.StartAsync(Ddl);
        var rows = Rows(packetSize).ToList();
        plant.Database.Insert(rows.Select(row => new PlantRow("Long", ["Id", "Pad", "Wide", "Narrow", "Bytes"], row)));
        if (crossing)
            plant.Server.Faults.Add(new VteFault(FaultKind.CrossingChunks));
        await using var connection = await plant.OpenAsync($"Pooling=false;Packet Size={packetSize}");
        await using var command = connection.Command("SELECT Id, Pad, Wide, Narrow, Bytes FROM Long ORDER BY Id");
        await using var reader = await command.ExecuteReaderAsync(
            CommandBehavior.SequentialAccess,
            TestContext.Current.CancellationToken
        );

        foreach (var row in rows)
        {
            Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal(row[..2], [reader.GetInt32(0), reader.GetString(1)]);
            Assert.Equal(row[2..], [Text(reader, 2), Text(reader, 3), Bytes(reader, 4)]);
        }
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static string Text(SqlDataReader reader, int column)
    {
        using var text = reader.GetTextReader(column);
        return text.ReadToEnd();
    }

    private static byte[] Bytes(SqlDataReader reader, int column)
    {
        using var stream = reader.GetStream(column);
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The padding moves every chunk's header over the end of a packet, byte by byte.</summary>
    private static IEnumerable<object[]> Rows(int packetSize)
    {
        for (var n = 0; n < 24; n++)
        {
            var length = packetSize * (n % 3) + n * 7;
            var wide = string.Concat(Enumerable.Range(0, length).Select(i => (char)(0x4E00 + (i + n) % 5000)));
            var narrow = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i + n) % 90)));
            yield return [n, new string('x', n * 13 % 97 + 1), wide, narrow, Encoding.ASCII.GetBytes(narrow)];
        }
    }
}
