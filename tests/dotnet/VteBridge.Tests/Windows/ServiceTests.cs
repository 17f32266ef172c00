using System.Globalization;
using System.Reflection;
using System.ServiceProcess;
using Microsoft.Extensions.Logging;
using Serilog.Events;
using Serilog.Parsing;
using VteBridge.Configuration;
using VteBridge.Hosting.WindowsService;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Windows;

public sealed class ServiceTests
{
    [Fact]
    public async Task Elsewhere_service_names_systemd()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "here it works");

        var end = await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), "service", "status");

        Assert.Equal(2, end.Code);
        Assert.Contains("systemd", end.Message);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, ServiceStartMode.Manual, true)]
    [InlineData(true, ServiceStartMode.Automatic, false)]
    [InlineData(true, ServiceStartMode.Disabled, false)]
    [InlineData(false, null, false)]
    [InlineData(false, ServiceStartMode.Manual, false)]
    public void Start_type_that_a_person_chose_stays(bool isReady, ServiceStartMode? before, bool isSet) =>
        Assert.Equal(isSet, ServiceRegistration.StartsWithWindows(isReady, before));

    [Theory]
    [InlineData(LogEventLevel.Information, 0, 0)]
    [InlineData(LogEventLevel.Information, 1, 1)]
    [InlineData(LogEventLevel.Information, 77, 0)]
    [InlineData(LogEventLevel.Warning, 0, 100)]
    [InlineData(LogEventLevel.Error, 0, 200)]
    [InlineData(LogEventLevel.Fatal, 0, 200)]
    public void The_event_log_gets_start_stop_warnings_and_errors(LogEventLevel level, int own, int id) =>
        Assert.Equal(id, EventIds.Of(Event(level, own)));

    [Fact]
    public void The_docs_list_the_event_ids() =>
        Assert.Equal(
            typeof(EventIds)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => ((EventId)field.GetValue(null)!).Id)
                .Order(),
            Repository
                .Text("docs/getting-started.md")
                .ReplaceLineEndings("\n")
                .Split("| Event id | Says |\n|---|---|\n")[1]
                .Split("\n\n")[0]
                .Split('\n')
                .Select(row => int.Parse(row.Split('|')[1], CultureInfo.InvariantCulture))
        );

    [Fact]
    public void The_service_may_read_its_secrets_and_write_its_folders()
    {
        using var folder = new TemporaryFolder();
        var secret = folder.WriteSecret("connection", "Server=vte");
        var options = new BridgeOptions
        {
            Vte = new VteOptions { ConnectionStringFile = secret },
            State = new StateOptions { Folder = folder.Of("state") },
            Log = new LogOptions { Folder = folder.Of("state") },
        };

        Assert.Equal(
            [(secret, "R"), (folder.Of("state"), "M")],
            ServiceFolders.Rights(folder.Of("appsettings.json"), options)
        );
    }

    [Fact]
    public async Task The_service_delivers_and_stops_in_good_order()
    {
        SkipUnlessAllowed();
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        plant.Options = plant.Options with { Health = plant.Options.Health with { Url = "" } };
        var secret = plant.Folder.WriteSecret("connection", plant.Options.Vte.ConnectionString);
        var configuration = plant.Configuration();
        File.WriteAllText(
            configuration,
            File.ReadAllText(configuration)
                .Replace("\"ConnectionStringFile\":\"\"", "\"ConnectionStringFile\":\"connection\"")
        );

        await Service("install", "--config", configuration);
        try
        {
            await Service("start");
            Eventually.True(() => plant.Reports().Count == 1, "the service delivers the run", () => Log(plant));
            Assert.Contains("Running", await Service("status"));
        }
        finally
        {
            await Service("stop");
            await Service("uninstall");
        }

        Assert.Contains("VteBridge has stopped", Log(plant));
        Assert.Equal(2, (await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), "service", "status")).Code);
        Assert.True(File.Exists(secret));
    }

    [Fact]
    public async Task The_service_is_registered_stopped_and_removed_again()
    {
        SkipUnlessAllowed();
        await using var plant = await Plant.EmptyAsync();

        await Service("install", "--config", plant.Configuration());
        await Service("install", "--config", plant.Configuration());
        Assert.Contains("Stopped", await Service("status"));
        await Service("uninstall");

        Assert.Equal(2, (await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), "service", "status")).Code);
    }

    /// <summary>These tests change the machine, so on real Windows they run only when requested, as administrator.</summary>
    private static void SkipUnlessAllowed() =>
        Assert.SkipUnless(
            Wine.IsHere || Environment.GetEnvironmentVariable("VTEBRIDGE_TEST_SERVICE") == "1",
            "installs a service; on Windows set VTEBRIDGE_TEST_SERVICE=1"
        );

    private static async Task<string> Service(params string[] arguments)
    {
        var end = await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), ["service", .. arguments]);
        Assert.True(end.Code == 0, $"service {string.Join(' ', arguments)}: {end.Code} {end.Output} {end.Errors}");
        return end.Output;
    }

    /// <summary>Reads the log files, which the service may hold open.</summary>
    private static string Log(Plant plant)
    {
        var folder = Path.Combine(plant.Options.State.Folder, "logs");
        return Directory.Exists(folder)
            ? string.Concat(
                Directory
                    .GetFiles(folder)
                    .Select(file =>
                    {
                        using var log = new StreamReader(
                            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
                        );
                        return log.ReadToEnd();
                    })
            )
            : "no log";
    }

    private static LogEvent Event(LogEventLevel level, int id) =>
        new(
            DateTimeOffset.UnixEpoch,
            level,
            null,
            new MessageTemplateParser().Parse("text"),
            id == 0
                ? []
                :
                [
                    new LogEventProperty(
                        "EventId",
                        new StructureValue([new LogEventProperty("Id", new ScalarValue(id))])
                    ),
                ]
        );
}
