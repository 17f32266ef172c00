using System.Net;
using System.Net.Sockets;
using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>Any wrong setting gives one clear sentence, what to change, the exit code, and no secret.</summary>
public sealed class WrongTests(SmallPlant small) : IClassFixture<SmallPlant>
{
    private readonly Plant _plant = small.Plant;

    [Theory]
    [InlineData("Server=no-such-host.invalid", "cannot be reached", "no-such-host.invalid")]
    [InlineData("port", "cannot be reached (", "Server in Vte:ConnectionString")]
    [InlineData("Database=VTE9_4", "4060", "Database in Vte:ConnectionString")]
    [InlineData("Password=my-wrong-secret", "18456", "Check user and password")]
    [InlineData("User ID=nobody", "18456", "'nobody'")]
    public async Task A_way_into_VTE_that_is_wrong_ends_with_3(string part, params string[] says)
    {
        var wrong = part == "port" ? $"Server=127.0.0.1,{FreePort()}" : part;
        var end = await RunAsync(
            new()
            {
                ["VTEBRIDGE__Vte__ConnectionString"] = $"{_plant.Server.ConnectionString};Connect Timeout=2;{wrong}",
                ["VTEBRIDGE__Vte__Retries"] = "0",
            }
        );

        Says(end, 3, says);
        Assert.DoesNotContain("Success", end.Errors, StringComparison.Ordinal);
    }

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

    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("01/02/2026")]
    [InlineData("2026-01-31T00:00:00Z")]
    [InlineData("yesterday")]
    public async Task A_time_is_written_one_way_only(string time)
    {
        foreach (var verb in new[] { "backfill", "export", "reconcile", "sync" })
        {
            var end = await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), verb, "--from", time);

            Assert.Equal(ExitCode.Usage, end.Code);
            Assert.Contains($"--from: '{time}' is not a time.", end.Errors + end.Output, StringComparison.Ordinal);
        }
    }

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

    [Theory]
    [InlineData("'abc' is not an id. Write an Index_GUID", "export", "--out", "-", "--run", "abc")]
    [InlineData("'abc' is not an id", "explain", "abc")]
    [InlineData("'abc' is not an id", "replay", "abc")]
    public async Task What_was_typed_and_cannot_be_read_is_shown_with_how_it_is_written(
        string says,
        params string[] arguments
    )
    {
        var end = await _plant.RunAsync([.. arguments, "--json"]);

        Says(end, 2, says);
    }

    [Fact]
    public async Task An_id_may_be_pasted_as_a_report_has_it()
    {
        var end = await _plant.RunAsync("explain", $"VTE:{small.FirstRun}", "--json");

        Assert.Equal((0, $"{small.FirstRun}"), (end.Code, (string)end.Json["id"]!));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--forget")]
    public async Task A_dead_letter_that_there_is_not_is_told(string flag)
    {
        var end = await _plant.RunAsync(
            "replay",
            flag,
            $"{Guid.Empty}",
            "--json",
            "--set",
            "State:Folder=" + _plant.Folder.Of("replay")
        );

        Says(end, 2, "no dead letter", "vtebridge status");
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
    public async Task A_folder_that_cannot_take_files_ends_with_4_and_a_state_folder_with_1()
    {
        var file = _plant.Folder.Write("a file", "");

        var destination = await RunAsync(
            new(),
            "--folder",
            file,
            "--set",
            "State:Folder=" + _plant.Folder.Of("new-state")
        );
        Assert.Equal((4, 0), (destination.Code, (int)destination.Json["delivered"]!["queued"]!));
        Assert.Contains($"'{file}' cannot be written to", (string)destination.Json["destinationTrouble"]!);
        Says(await RunAsync(new(), "--set", "State:Folder=" + file), 1, file, "State:Folder");
    }

    [Fact]
    public async Task A_secret_on_the_command_line_is_refused_with_the_way_that_keeps_it()
    {
        var end = await RunAsync(new(), "--set", "Vte:ConnectionString=Server=x;Password=my-wrong-secret");

        Says(end, 2, "would show the secret", "VTEBRIDGE__Vte__ConnectionString");
    }

    [Theory]
    [InlineData("snyc")]
    [InlineData("sync", "--frmo", "2026-01-01")]
    [InlineData("sync", "--from", "yesterday")]
    [InlineData("export")]
    [InlineData("explain", "not-a-guid")]
    [InlineData("export", "--out", "-", "--from", "2026-02-02", "--to", "2026-02-01")]
    public async Task Usage_that_is_wrong_ends_with_2(params string[] arguments)
    {
        var end = await _plant.RunAsync(arguments);

        Assert.Equal(2, end.Code);
        Assert.NotEmpty(end.Errors);
        Assert.DoesNotContain("   at ", end.Errors);
    }

    [Fact]
    public async Task A_run_that_VTE_does_not_have_is_told()
    {
        Says(await _plant.RunAsync("explain", $"{Guid.Empty}", "--json"), 2, "VTE has no run");
        Says(
            await _plant.RunAsync("export", "--run", $"{Guid.Empty}", "--out", _plant.Folder.Of("none"), "--json"),
            2,
            "VTE has no run"
        );
    }

    [Fact]
    public async Task A_checkpoint_of_another_database_ends_with_1_before_anything_is_read()
    {
        Directory.CreateDirectory(_plant.Folder.Of("other"));
        _plant.Folder.Write(
            Path.Combine("other", "checkpoint.json"),
            """{"format":1,"database":"OTHER/dbo","runs":null,"repairs":null,"savedAt":"2026-02-02T11:00:00Z"}"""
        );

        Says(
            await RunAsync(new(), "--set", "State:Folder=" + _plant.Folder.Of("other")),
            1,
            "OTHER/dbo",
            "VTE9_3/dbo",
            "State:Folder"
        );
    }

    [Fact]
    public async Task A_permission_that_is_missing_ends_with_3_and_names_the_script_for_the_DBA()
    {
        _plant.Server.Faults.Add(new VteFault(FaultKind.Error) { Number = 229, Matching = "[TestDataNumeric]" });
        try
        {
            Says(
                await RunAsync(new(), "--set", "State:Folder=" + _plant.Folder.Of("denied")),
                3,
                "229",
                "vte-read-only-login.sql"
            );
        }
        finally
        {
            _plant.Server.Faults.Clear();
        }
    }

    private Task<ProcessEnd> RunAsync(Dictionary<string, string?> environment, params IEnumerable<string> flags) =>
        _plant.RunAsync(environment, ["sync", "--json", .. flags]);

    private static void Says(ProcessEnd end, int code, params IEnumerable<string> texts)
    {
        Assert.True(end.Code == code, $"{end.Code}: {end.Errors}");
        Assert.Equal(code, (int)end.Json["exitCode"]!);
        var message = (string)end.Json["error"]!;
        Assert.All(texts, text => Assert.Contains(text, message));
        Assert.NotEmpty(end.Errors);
        Assert.DoesNotContain("Read-only-1", end.Output + end.Errors);
        Assert.DoesNotContain("my-wrong-secret", end.Output + end.Errors);
        Assert.DoesNotContain("   at VteBridge.", end.Output + end.Errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
