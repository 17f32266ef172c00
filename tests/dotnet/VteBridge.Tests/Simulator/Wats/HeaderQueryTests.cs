using System.Net;
using VteBridge.Simulator.Wats;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class HeaderQueryTests : IAsyncLifetime
{
    private const string A = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string B = "bbbbbbbb-0000-4000-8000-000000000002";
    private const string C = "cccccccc-0000-4000-8000-000000000003";
    private WatsClient _wats = null!;

    public async ValueTask InitializeAsync()
    {
        _wats = await WatsClient.StartAsync();
        await _wats.SubmitAsync(SampleReports.Test(A, "SN-1"));
        await _wats.SubmitAsync(
            SampleReports
                .Test(B, "SN-2")
                .With("start", "\"2025-03-02T10:00:00+01:00\"")
                .With("startUTC", "\"2025-03-02T09:00:00Z\"")
                .With("pn", "\"it's\"")
                .With("result", "\"P\"")
                .With("root.status", "\"P\"")
        );
        await _wats.SubmitAsync(
            SampleReports
                .Test(C, "SN-3")
                .With("start", "\"2025-03-03T10:00:00+01:00\"")
                .With("startUTC", "\"2025-03-03T09:00:00Z\"")
                .With("processCode", "100")
                .With("processName", Absent)
                .With("uut.batchSN", Absent)
        );
    }

    public ValueTask DisposeAsync() => _wats.DisposeAsync();

    [Theory]
    [InlineData("uuid eq " + A, "A")]
    [InlineData("uuid eq '" + A + "'", "A")]
    [InlineData("serialNumber eq 'SN-2'", "B")]
    [InlineData("partNumber eq 'it''s'", "B")]
    [InlineData("partNumber ne 'it''s'", "CA")]
    [InlineData("result eq 'Passed'", "B")]
    [InlineData("result eq 'P'", "")]
    [InlineData("processCode eq 100", "C")]
    [InlineData("processCode gt 10", "C")]
    [InlineData("start ge 2025-03-02T09:00:00Z", "CB")]
    [InlineData("start gt 2025-03-02T09:00:00Z", "C")]
    [InlineData("start lt 2025-03-02T10:00:00+01:00", "A")]
    [InlineData("start le 2025-03-02T10:00:00+01:00", "BA")]
    [InlineData("batchNumber eq null", "C")]
    [InlineData("batchNumber ne null", "BA")]
    [InlineData("reportType eq 'R'", "")]
    [InlineData("result eq 'Passed' or result eq 'Failed' and processCode eq 100", "CB")]
    [InlineData("(result eq 'Passed' or result eq 'Failed') and processCode eq 100", "C")]
    public async Task A_filter_finds_what_it_says_newest_first(string filter, string found) =>
        Assert.Equal(found, Letters(await _wats.IdsAsync($"$filter={Uri.EscapeDataString(filter)}")));

    [Theory]
    [InlineData("$orderby=start", "ABC")]
    [InlineData("$orderby=start desc", "CBA")]
    [InlineData("$orderby=serialNumber desc&$top=1", "C")]
    [InlineData("$orderby=timestamp asc&$skip=1", "BC")]
    [InlineData("$top=2", "CB")]
    [InlineData("$top=2&$skip=2", "A")]
    [InlineData("reportType=U", "CBA")]
    public async Task A_page_is_taken_from_an_ordered_list(string query, string found) =>
        Assert.Equal(found, Letters(await _wats.IdsAsync(query)));

    [Fact]
    public async Task Select_gives_the_fields_that_were_named_and_expand_the_misc_infos()
    {
        var rows = await _wats.GetAsync("api/Report/Query/Header?$select=uuid,result&$expand=miscInfo&$top=1");
        Assert.Equal(
            $$"""[{"uuid":"{{C}}","result":"Failed","miscInfo":[{"description":"source","value":"VTE"}]}]""",
            rows.ToJsonString()
        );
    }

    [Theory]
    [InlineData("$filter=serial eq 'x'", "no field 'serial'")]
    [InlineData("$filter=serialNumber eq SN-1", "is not a constant")]
    [InlineData("$filter=serialNumber like 'SN'", "'like' is not a comparison")]
    [InlineData("$filter=processCode eq '10'", "is not a constant")]
    [InlineData("$filter=serialNumber eq 'x' and", "ends too early")]
    [InlineData("$filter=serialNumber eq 'x') ", "at the end")]
    [InlineData("$filter=(serialNumber eq 'x'", "expected ')'")]
    [InlineData("$filter=serialNumber eq 'x", "cannot be read")]
    [InlineData("$filter=contains(serialNumber,'N-3')", "no field 'contains'")]
    [InlineData("$filter=not (serialNumber eq 'x')", "no field 'not'")]
    [InlineData("$filter=serialNumber in ('x','y')", "is not a constant")]
    [InlineData("$select=color", "no field 'color'")]
    [InlineData("$expand=subUnits", "$expand takes miscInfo")]
    [InlineData("$orderby=result", "$orderby takes one of")]
    [InlineData("$orderby=start down", "$orderby takes one of")]
    [InlineData("$top=10001", "0 to 10000")]
    [InlineData("$skip=-1", "$skip must be")]
    [InlineData("$count=true", "does not support $count")]
    public async Task What_the_server_cannot_answer_is_refused_not_ignored(string query, string problem)
    {
        using var answer = await _wats.Http.GetAsync(
            $"api/Report/Query/Header?{query}",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(problem, System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
    }

    private static string Letters(IEnumerable<string> ids) => string.Concat(ids.Select(id => char.ToUpper(id[0])));
}
