using System.Text.Json;
using VteBridge.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

public class OrdinaryRunTests
{
    [Fact]
    public void An_ordinary_run_becomes_a_report_with_its_numbers()
    {
        var report = Assert.IsType<MappedReport>(Runs.Mapper().Map(Runs.Ordinary)).Report;

        using var json = JsonDocument.Parse(WsjfWriter.ToUtf8(report));

        var root = json.RootElement;
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", root.GetProperty("id").GetString());
        Assert.Equal("2024-05-13T09:30:15.123+02:00", root.GetProperty("start").GetString());
        Assert.Equal("2024-05-13T07:30:15.123Z", root.GetProperty("startUTC").GetString());
        Assert.Equal(12.3, root.GetProperty("uut").GetProperty("execTime").GetDouble());
        var measured = root.GetProperty("root").GetProperty("steps")[0].GetProperty("numericMeas")[0];
        Assert.Equal(
            """{"compOp":"GELE","status":"P","unit":"V","value":24.02,"lowLimit":23.5,"highLimit":24.5}""",
            measured.GetRawText()
        );
    }
}
