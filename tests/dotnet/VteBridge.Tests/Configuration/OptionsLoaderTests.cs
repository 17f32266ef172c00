using System.Text;
using VteBridge.Configuration;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Configuration;

public sealed class OptionsLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("\"30s\"", 30)]
    [InlineData("\"24:00:00\"", 86_400)]
    [InlineData("\"1.00:00:00\"", 86_400)]
    public void A_time_span_is_read_as_written(string json, double seconds)
    {
        var loaded = Load($$"""{ "Sync": { "SettleDelay": {{json}} } }""");

        Assert.Empty(loaded.Unreadable);
        Assert.Equal(seconds, loaded.Options.Sync.SettleDelay.TotalSeconds);
    }

    [Theory]
    [InlineData("""{ "Sync": { "SettleDelay": 30 } }""", "Sync:SettleDelay: '30' is not a time span", "30s")]
    [InlineData("""{ "Sync": { "StartFrom": "10.07.2026" } }""", "Sync:StartFrom: '10.07.2026'", "2026-01-31")]
    [InlineData("""{ "Sync": { "StartFrom": "2026-07-10T00:00:00Z" } }""", "Sync:StartFrom", "without a zone")]
    [InlineData("""{ "Vte": { "PageSize": "0x10" } }""", "Vte:PageSize: '0x10' is not a number")]
    [InlineData("""{ "Vte": { "TestTimeFactor": "0,001" } }""", "Vte:TestTimeFactor: '0,001' is not a number")]
    [InlineData("""{ "Vte": { "TestTimeFactor": "NaN" } }""", "Vte:TestTimeFactor")]
    [InlineData("""{ "Sync": { "Repairs": "yes" } }""", "Sync:Repairs: 'yes' is not true or false")]
    [InlineData("""{ "Mapping": { "MissingSerial": 1 } }""", "Mapping:MissingSerial: '1' is not one of DeadLetter")]
    [InlineData("""{ "Mapping": { "GroupBy": "TestNumbr" } }""", "Did you mean TestNumber")]
    [InlineData("""{ "Vte": { "Schema": "a\tb" } }""", "Vte:Schema", "is written twice")]
    [InlineData("""{ "State": { "Folder": "C:\temp\new" } }""", "State:Folder", "is written twice")]
    public void A_value_that_could_mean_something_else_is_refused(string json, params string[] says) =>
        Refused(json, says);

    [Theory]
    [InlineData("""{ "Mapping": { "Codes": { "Result": ["Passed"] } } }""", "Mapping:Codes:Result: is a table")]
    [InlineData("""{ "Mapping": { "Codes": { "Result": "Passed" } } }""", "Mapping:Codes:Result", "is not a table")]
    [InlineData(
        """{ "Mapping": { "PartNumberFrom": { "0": "Run.Info1" } } }""",
        "Mapping:PartNumberFrom: is not an entry of a list"
    )]
    [InlineData("""{ "Mapping": { "Processes": "x" } }""", "Mapping:Processes:0: 'x' is not a valid entry")]
    [InlineData(
        """{ "Mapping": { "Processes": [{ "Code": { "x": 1 } }] } }""",
        "Mapping:Processes:0:Code:x: is not an option"
    )]
    [InlineData(
        """{ "Vte": { "Columns": { "Run.Serial": { "x": "y" } } } }""",
        "Vte:Columns:Run.Serial:x: is not an option"
    )]
    [InlineData("""{ "Vte": "Server=x" }""", "Vte: is a section")]
    [InlineData("""{ "Vte": { "PageSize": [5] } }""", "Vte:PageSize: is one value")]
    [InlineData("""{ "Vte": { "PageSize": 5, "pagesize": 6 } }""", "set twice")]
    [InlineData("""{ "Vte": { "PagSize": 5 } }""", "Vte:PagSize: is not an option. Did you mean Vte:PageSize")]
    public void A_shape_that_does_not_fit_is_refused(string json, params string[] says) => Refused(json, says);

    [Theory]
    [InlineData(
        """{ "Delivery": { "Outlet": "sidecar" } }""",
        "Delivery:Outlet: has another name now. Write Delivery:Destination"
    )]
    [InlineData("""{ "Mapping": { "HostileCharacters": "Keep" } }""", "Write Mapping:ReservedCharacters")]
    [InlineData("""{ "Mapping": { "HostileReplacement": "-" } }""", "Write Mapping:ReservedReplacement")]
    [InlineData(
        """{ "Mapping": { "SystemTests": "LeaveOut" } }""",
        "Mapping:SystemTests: 'LeaveOut' has another name now. Write Exclude"
    )]
    [InlineData("""{ "Alerts": { "NoPass": "01:00:00" } }""", "Write Alerts:NoCycle")]
    public void An_old_name_is_refused_with_the_new_one(string json, params string[] says) => Refused(json, says);

    [Fact]
    public void A_plain_value_where_a_list_belongs_is_a_list_of_one()
    {
        var options = Load(
                """{ "Mapping": { "PartNumberFrom": "Run.TestplanName" }, "Health": { "HostNames": "plant" } }"""
            )
            .Readable();

        Assert.Equal(["Run.TestplanName"], options.Mapping.PartNumberFrom);
        Assert.Equal(["plant"], options.Health.HostNames);
    }

    [Fact]
    public void A_later_list_replaces_the_earlier_one_whole()
    {
        var json = """{ "Health": { "HostNames": ["a", "b"] } }""";

        Assert.Equal(["c"], Load(json, ("Health:HostNames:0", "c")).Options.Health.HostNames);
        Assert.Empty(Load(json, ("Health:HostNames", "")).Options.Health.HostNames);
        Assert.Equal(["a", "b"], Load(json).Options.Health.HostNames);
    }

    [Fact]
    public void A_null_gives_the_default_back() =>
        Assert.Equal(
            "dbo",
            Load("""{ "Vte": { "Schema": null, "PageSize": null }, "Sync": { "StartFrom": null } }""")
                .Readable()
                .Vte.Schema
        );

    [Fact]
    public void A_carriage_return_at_the_end_of_a_value_is_no_part_of_it()
    {
        var options = Load("{}", ("Vte:Schema", "vte\r"), ("State:Folder", "here\r")).Readable();

        Assert.Equal(("vte", _folder.Of("here")), (options.Vte.Schema, options.State.Folder));
    }

    [Fact]
    public void Paths_start_at_the_folder_of_the_file()
    {
        var options = Load("""{ "Vte": { "ConnectionStringFile": "secrets/vte" } }""").Readable();

        Assert.Equal(_folder.Of(Path.Combine("secrets", "vte")), options.Vte.ConnectionStringFile);
        Assert.Equal(_folder.Of("state"), options.State.Folder);
        Assert.Equal(_folder.Of(Path.Combine("state", "queue")), options.Delivery.Folder);
        Assert.Equal(_folder.Of(Path.Combine("state", "logs")), options.Log.Folder);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused_with_the_place()
    {
        var path = _folder.Of("ansi.json");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("{ \"Mapping\": {\n \"DefaultLocation\": \"Göteborg\" } }"));

        var refused = Assert.Throws<UsageFailure>(() =>
            OptionsLoader.Load(path, new Dictionary<string, string?>(), [])
        );

        Assert.Contains("is not UTF-8: byte 0xF6 at line 2, column 23", refused.Message);
    }

    [Fact]
    public void A_file_in_marked_utf16_is_read()
    {
        var path = _folder.Of("utf16.json");
        File.WriteAllText(path, """{ "Mapping": { "DefaultLocation": "Göteborg" } }""", Encoding.Unicode);

        Assert.Equal(
            "Göteborg",
            OptionsLoader.Load(path, new Dictionary<string, string?>(), []).Options.Mapping.DefaultLocation
        );
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_mistake_in_JSON_is_told_with_line_and_how_to_write_it(string lineEnd)
    {
        var refused = Assert.Throws<UsageFailure>(() =>
            Load($"{{ \"State\": {{{lineEnd} \"Folder\": \"C:\\Program\" }} }}")
        );

        Assert.Contains("line 2", refused.Message);
        Assert.Contains("write every \\ twice", refused.Message);
    }

    [Fact]
    public void A_secret_in_a_file_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, not modes");
        const string Json = """{ "Vte": { "ConnectionString": "Server=x;Password=hidden-1" } }""";

        var open = Load(Json, UnixFileMode.GroupRead);
        var closed = Load(Json, UnixFileMode.None);
        var harmless = Load(
            """{ "Vte": { "ConnectionString": "Server=x;Integrated Security=true" } }""",
            UnixFileMode.OtherRead
        );

        var problem = Assert.Single(open.Problems, p => p.Key == "Vte:ConnectionString");
        Assert.Contains("others can read", problem.What);
        Assert.DoesNotContain("hidden-1", problem.ToString());
        Assert.DoesNotContain(closed.Problems.Concat(harmless.Problems), p => p.Key == "Vte:ConnectionString");
    }

    [Fact]
    public void A_file_that_others_can_change_is_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, not modes");

        Assert.Single(Load("{}", UnixFileMode.OtherWrite).Warnings);
        Assert.Empty(Load("{}", UnixFileMode.OtherRead).Warnings);
    }

    [Fact]
    public void Each_value_knows_its_source()
    {
        var loaded = Load("""{ "Vte": { "PageSize": 5, "Retries": 1 } }""", ("Vte:Retries", "2"));

        Assert.Equal(_folder.Of("site.json"), loaded.Sources.Single(v => v.Key == "Vte:PageSize").Source);
        Assert.Equal(OptionsLoader.CommandLine, loaded.Sources.Single(v => v.Key == "Vte:Retries").Source);
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(string json, string[] says)
    {
        var problems = string.Join('\n', Load(json).Unreadable);

        Assert.All(says, text => Assert.Contains(text, problems));
    }

    private LoadedOptions Load(string json, params (string Key, string? Value)[] flags) =>
        OptionsLoader.Load(_folder.Write("site.json", json), flags.ToDictionary(f => f.Key, f => f.Value), []);

    private LoadedOptions Load(string json, UnixFileMode more)
    {
        var path = _folder.Write("site.json", json);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        return OptionsLoader.Load(path, new Dictionary<string, string?>(), []);
    }
}
