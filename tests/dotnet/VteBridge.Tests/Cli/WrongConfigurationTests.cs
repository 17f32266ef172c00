using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>A configuration that is wrong is told with what to write, all of it at once.</summary>
public sealed class WrongConfigurationTests(SmallPlant small) : WrongTestBase(small)
{
    [Theory]
    [InlineData("Vte__Schema", "nope", 3, "no table at all in schema 'nope'", "There is one in 'dbo': set Vte:Schema")]
    [InlineData("Vte__Columns__Run.Serail", "Serial", 3, "Did you mean Run.Serial")]
    [InlineData("Vte__Columns__User.Name", "Password", 3, "passwords are never read")]
    [InlineData("Vte__TimeZone", "Europe/Olso", 2, "Vte:TimeZone", "Europe/Oslo")]
    [InlineData("Vte__PageSize", "many", 2, "Vte:PageSize", "a number")]
    [InlineData("Vte__PageSize", "0", 2, "Vte:PageSize", "1 to 10000")]
    [InlineData("Vte__PagSize", "5", 2, "Vte:PagSize", "Did you mean Vte:PageSize")]
    [InlineData(
        "Vte__ConnectionString",
        "Server=x;Colour=blue",
        2,
        "Vte:ConnectionString",
        "is not a connection string"
    )]
    [InlineData("Delivery__Destination", "quue-folder", 2, "Delivery:Destination", "queue-folder")]
    [InlineData("Sync__LookBack", "two hours", 2, "Sync:LookBack", "hh:mm:ss")]
    public async Task An_option_that_is_wrong_is_named_with_what_to_write(
        string key,
        string value,
        int code,
        params string[] says
    ) => Says(await RunAsync(new() { ["VTEBRIDGE__" + key] = value }), code, says);

    [Fact]
    public async Task A_folder_is_no_configuration_file()
    {
        using var folder = new TemporaryFolder();

        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "status",
            "--json",
            "--config",
            folder.Path
        );

        Says(end, 2, "is a folder", folder.Path);
    }

    [Fact]
    public async Task A_configuration_that_lies_here_and_was_not_named_is_pointed_to()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("appsettings.json", "{}");

        var unnamed = await VtebridgeProcess.RunInAsync(folder.Path, new Dictionary<string, string?>(), "sync");
        var named = await VtebridgeProcess.RunInAsync(
            folder.Path,
            new Dictionary<string, string?>(),
            "sync",
            "--config",
            "appsettings.json"
        );

        Assert.Contains("was not read. To use it", unnamed.Message, StringComparison.Ordinal);
        Assert.Contains(file, unnamed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("was not read", named.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_configuration_is_told_at_once()
    {
        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?> { ["VTEBRIDGE__Delivery__Destination"] = "directory" },
            "sync",
            "--json"
        );

        Says(
            end,
            2,
            "problems",
            "Vte:ConnectionString",
            "Vte:TimeZone",
            "Delivery:Folder",
            "Mapping:DefaultProcessCode"
        );
    }

    [Fact]
    public async Task Misspelt_keys_wrong_values_and_missing_ones_are_told_together()
    {
        var file = _plant.Folder.Write(
            "wrong.json",
            """
            {
              // Every kind of mistake in one file.
              "Vte": { "PageSize": "many", "Shema": "x", "Retries": -1 },
              "Mapping": {
                "DefaultProcessCode": 10,
                "Processes": [{ "Testplan": "a", "Varient": "b", "Code": "ten" }],
                "AbsentLimits": ["none"],
                "RepairCodes": { "FailureCode": { "12": { "Categry": "Component", "Code": "Burned" } } }
              }
            }
            """
        );

        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "status",
            "--json",
            "--config",
            file
        );

        Says(
            end,
            2,
            "Vte:PageSize: 'many' is not a number",
            "Did you mean Vte:Schema",
            "Vte:Retries",
            "Vte:TimeZone",
            "Mapping:Processes:0:Varient: is not an option. Did you mean Variant",
            "Mapping:Processes:0:Code: 'ten' is not a number",
            "Mapping:AbsentLimits:0: 'none'",
            "Mapping:RepairCodes:FailureCode:12:Categry: is not an option. Did you mean Category"
        );
    }

    [Fact]
    public async Task A_configuration_file_that_is_not_there_or_no_JSON_is_told()
    {
        var missing = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "sync",
            "--json",
            "--config",
            _plant.Folder.Of("missing.json")
        );
        var broken = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "sync",
            "--json",
            "--config",
            _plant.Folder.Write("broken.json", "{ \"Vte\": ")
        );

        Says(missing, 2, "missing.json", "vtebridge init");
        Says(broken, 2, "broken.json", "valid JSON", "line 1, column");
    }

    [Fact]
    public async Task A_secret_on_the_command_line_is_refused_with_the_way_that_keeps_it()
    {
        var end = await RunAsync(new(), "--set", "Vte:ConnectionString=Server=x;Password=my-wrong-secret");

        Says(end, 2, "would show the secret", "VTEBRIDGE__Vte__ConnectionString");
    }
}
