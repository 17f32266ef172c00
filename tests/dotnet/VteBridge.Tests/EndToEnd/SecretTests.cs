using VteBridge.Configuration;
using VteBridge.Doctor;

namespace VteBridge.Tests.EndToEnd;

/// <summary>No output contains a secret, whatever verb is run with as much output as possible, and `status` needs none.</summary>
public sealed class SecretTests
{
    private const string Canary = "canary-0123456789";

    /// <summary>The password of the simulated server's login.</summary>
    private const string Password = "Read-only-1";

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public async Task No_secret_comes_out_of_any_verb(string format)
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 20, sequence: 1);
        plant.Options = plant.Options with
        {
            Log = new LogOptions
            {
                Format = Enum.Parse<LogFormat>(format),
                Level = Serilog.Events.LogEventLevel.Verbose,
            },
            Alerts = new AlertOptions
            {
                Lag = TimeSpan.FromMinutes(1),
                Smtp = new SmtpOptions
                {
                    Host = "127.0.0.1",
                    Port = 1,
                    From = "vtebridge@plant.example",
                    To = ["quality@plant.example"],
                    User = "vtebridge",
                },
            },
        };
        var secrets = Secrets();
        var said = new List<string>();
        await using (var bridge = RunningBridge.Start(plant, secrets))
        {
            bridge.Says("Cycle ended: ");
            bridge.Says("did not accept the alert", times: 2);
            foreach (var path in new[] { "/", "/health", "/health/live", "/health/ready", "/metrics" })
                said.Add(await bridge.TextAsync(path));
            Assert.Contains("<h1>VteBridge</h1>", said[0], StringComparison.Ordinal);
            said.Add(bridge.Said);
        }

        foreach (var verb in new[] { "sync", "status", "doctor", "alert-test", "replay --all", $"explain {run}" })
        {
            var end = await plant.RunAsync(new(secrets), [.. verb.Split(' '), "--verbose", "--json"]);
            Assert.True(
                end.Code is ExitCode.Done or ExitCode.Unexpected or ExitCode.DestinationUnavailable,
                $"{verb}: {end.Code}\n{end.Output}{end.Errors}"
            );
            said.Add(end.Output + end.Errors);
        }
        said.AddRange(
            Directory.GetFiles(plant.Options.State.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText)
        );

        Assert.True(said.Count > 15, "too little was said to be read");
        Assert.All(said, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
        Assert.All(said, text => Assert.DoesNotContain(Password, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DestinationNames.Directory)]
    [InlineData(DestinationNames.Wats)]
    public async Task Status_needs_no_secret(string destination)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        await plant.SyncAsync();
        var configuration = plant.Configuration();

        var status = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "status",
            "--json",
            "--config",
            configuration,
            "--set",
            $"Delivery:Destination={destination}"
        );

        Assert.True(status.Code == ExitCode.Done, status.Errors);
        Assert.Equal(1, (int)status.Json["outcomes"]!["Queued"]!);
    }

    /// <summary>A value for every option that is a secret, so that a new option cannot be forgotten.</summary>
    private static Dictionary<string, string?> Secrets() =>
        OptionKeys
            .Secrets.Where(key => key != "Vte:ConnectionString")
            .ToDictionary(
                key => $"VTEBRIDGE__{key.Replace(":", "__", StringComparison.Ordinal)}",
                key => (string?)(key == "Alerts:Webhook:Url" ? $"http://127.0.0.1:1/{Canary}" : Canary)
            )
            .Append(new("PYWATS_API_TOKEN", Canary))
            .ToDictionary();
}
