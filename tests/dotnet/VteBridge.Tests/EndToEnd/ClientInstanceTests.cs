using VteBridge.Configuration;

namespace VteBridge.Tests.EndToEnd;

/// <summary>
/// An installation beside a pyWATS client: settings in the client's file need not be repeated, and its token is never shown.
/// </summary>
public sealed class ClientInstanceTests : IAsyncLifetime
{
    private const string Token = "Y2xpZW50OmNhbmFyeQ==";

    private Plant _plant = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.EmptyAsync();
        _plant.AddRun(minutesAgo: 20, sequence: 1);
        _plant.AddRun(minutesAgo: 30, sequence: 2);
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Destination = DestinationNames.QueueFolder,
                Folder = "auto",
                Sidecar = new SidecarOptions { ClientInstance = ClientFile.Instance },
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_plant is not null)
            await _plant.DisposeAsync();
    }

    [Fact]
    public async Task The_queue_of_the_client_is_found_beside_its_configuration()
    {
        var client = Client(new() { ["reports_folder"] = "my reports" });

        var sync = await _plant.RunAsync(client.Environment, "sync", "--json", "--verbose");
        var status = await _plant.RunAsync(client.Environment, "status", "--json");

        Assert.Equal((0, 2), (sync.Code, (int)sync.Json["delivered"]!["queued"]!));
        Assert.Equal(2, Plant.Reports(client.Of("my reports"), ".queued").Count);
        Assert.Equal(client.Of("my reports"), (string?)status.Json["destination"]!["folder"]);
        Assert.DoesNotContain(Token, sync.Output + sync.Errors + status.Output + status.Errors);
        Assert.All(Written(), text => Assert.DoesNotContain(Token, text));
    }

    [Fact]
    public async Task A_queue_with_a_path_of_its_own_is_found_there()
    {
        var elsewhere = _plant.Folder.Of("elsewhere");
        var client = Client(new() { ["reports_folder"] = elsewhere });

        await _plant.RunAsync(client.Environment, "sync", "--json");

        Assert.Equal(2, Plant.Reports(elsewhere, ".queued").Count);
    }

    [Fact]
    public async Task The_instance_may_be_named_for_one_call()
    {
        var client = Client([]);
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Sidecar = new SidecarOptions() },
        };

        var sync = await _plant.RunAsync(client.Environment, "sync", "--client-instance", ClientFile.Instance);

        Assert.Equal(0, sync.Code);
        Assert.Equal(2, Plant.Reports(client.Of("reports"), ".queued").Count);
    }

    [Fact]
    public async Task The_folder_auto_may_be_named_for_one_call()
    {
        var client = Client([]);
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Destination = DestinationNames.Directory,
                Folder = _plant.Folder.Of("elsewhere"),
            },
        };

        var sync = await _plant.RunAsync(
            client.Environment,
            "sync",
            "--destination",
            DestinationNames.QueueFolder,
            "--folder",
            "auto"
        );
        var wrong = await _plant.RunAsync(client.Environment, "sync", "--destination", "wats", "--folder", "auto");

        Assert.Equal((0, 2), (sync.Code, wrong.Code));
        Assert.Equal(2, Plant.Reports(client.Of("reports"), ".queued").Count);
        Assert.Contains("only the destination 'queue-folder'", wrong.Errors);
    }

    [Fact]
    public async Task No_Python_is_needed_to_read_it()
    {
        var client = Client([]);
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Sidecar = _plant.Options.Delivery.Sidecar with { Python = _plant.Folder.Of("no-python") },
            },
        };

        Assert.Equal(0, (await _plant.RunAsync(client.Environment, "sync")).Code);
        Assert.Equal(2, Plant.Reports(client.Of("reports"), ".queued").Count);
    }

    [Fact]
    public async Task A_client_that_leaves_the_station_to_each_report_gives_none_and_that_is_told()
    {
        var client = Client(new() { ["station_name_source"] = "report" });

        var sync = await _plant.RunAsync(client.Environment, "sync", "--json");

        Assert.Equal(0, sync.Code);
        Assert.Contains("has no station name of its own", sync.Errors);
        Assert.Contains("Set Mapping:DefaultStation", sync.Errors);
    }

    [Fact]
    public async Task The_station_fields_of_the_client_stand_in_where_VTE_says_nothing()
    {
        var client = Client(new() { ["purpose"] = "Audit", ["location"] = "Hall 7" });

        await _plant.RunAsync(client.Environment, "sync", "--json");

        var report = Plant.Reports(client.Of("reports"), ".queued").Values.First();
        Assert.Equal("Audit", (string?)System.Text.Json.Nodes.JsonNode.Parse(report)!["purpose"]);
    }

    [Fact]
    public async Task A_client_that_is_not_there_is_told_with_the_places_looked_at()
    {
        var client = Client([]);
        var end = await _plant.RunAsync(client.Environment, "sync", "--json", "--client-instance", "line8");

        Assert.Equal(2, end.Code);
        Assert.Contains(client.Of("config_line8.json"), end.Output + end.Errors);
        Assert.Contains("Delivery:Sidecar:ClientInstance", end.Output + end.Errors);
    }

    [Fact]
    public async Task A_client_whose_file_is_damaged_is_told_and_nothing_of_it_is_shown()
    {
        var client = Client([]);
        await File.WriteAllTextAsync(
            client.Of($"config_{ClientFile.Instance}.json"),
            $"{{\"api_token\": \"{Token}\", ",
            TestContext.Current.CancellationToken
        );

        var end = await _plant.RunAsync(client.Environment, "sync", "--json", "--verbose");

        Assert.Equal(2, end.Code);
        Assert.Contains("is not JSON", end.Output + end.Errors);
        Assert.DoesNotContain(Token, end.Output + end.Errors);
    }

    private ClientFile Client(Dictionary<string, object> values)
    {
        values["service_address"] = "https://site.wats.com/";
        values["api_token"] = Token;
        return new ClientFile(_plant.Folder.Of("home"), values);
    }

    private IEnumerable<string> Written() =>
        Directory
            .GetFiles(_plant.Options.State.Folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "lock")
            .Select(File.ReadAllText);
}
