using System.Data.SqlTypes;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

public sealed class SqlTimeTests
{
    [Fact]
    public void A_datetime_is_rounded_as_the_client_library_of_SQL_Server_rounds_it()
    {
        var random = PlantRandom.For(7, "times");
        for (var i = 0; i < 5000; i++)
        {
            var time = new DateTime(2026, 1, 1).AddTicks(random.Below(int.MaxValue) * 397L);

            Assert.Equal(new SqlDateTime(time).Value, SqlTime.ToDateTime(time), TimeSpan.FromMilliseconds(4));
            Assert.Equal(new SqlDateTime(SqlTime.ToDateTime(time)).Value, SqlTime.ToDateTime(time));
        }
    }

    [Theory]
    [InlineData(".998", ".997")]
    [InlineData(".999", ".000")]
    [InlineData(".001", ".000")]
    [InlineData(".002", ".003")]
    [InlineData(".004", ".003")]
    [InlineData(".005", ".007")]
    public void Thirds_of_a_hundredth_read_as_000_003_and_007(string written, string kept)
    {
        var time = DateTime.Parse($"2026-01-01T10:00:00{written}", System.Globalization.CultureInfo.InvariantCulture);

        Assert.EndsWith(kept, SqlTime.ToDateTime(time).ToString("ss.fff"));
    }
}
