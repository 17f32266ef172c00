using System.Text.Json.Nodes;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

public sealed class ConfigCheckTests : IDisposable
{
    private const string Good = """
        {
          "Vte": { "TimeZone": "Europe/Oslo", "ConnectionString": "Server=x;Integrated Security=true" },
          "Mapping": { "DefaultProcessCode": 10 },
          "Sync": { "SettleDelay": "45s" }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Says_each_value_with_its_source_without_VTE()
    {
        var file = _folder.Write("site.json", Good);

        var end = await CheckAsync(file, new() { ["VTEBRIDGE__Vte__PageSize"] = "50" }, "--set", "Vte:Retries=1");

        Assert.Equal((0, 0), (end.Code, (int)end.Json["exitCode"]!));
        Assert.Empty(end.Json["problems"]!.AsArray());
        Assert.Equal(("45s", file), Value(end, "Sync:SettleDelay"));
        Assert.Equal(("50", "environment"), Value(end, "Vte:PageSize"));
        Assert.Equal(("1", "command line"), Value(end, "Vte:Retries"));
        Assert.DoesNotContain(end.Json["values"]!.AsArray(), v => (string)v!["key"]! == "Vte:Schema");
    }

    [Fact]
    public async Task Says_every_problem_at_once_and_ends_with_2()
    {
        var file = _folder.Write(
            "site.json",
            """{ "Vte": { "PageSize": 0, "Shema": "x" }, "Sync": { "LookBack": 30 } }"""
        );

        var end = await CheckAsync(file, []);

        Assert.Equal((2, 2), (end.Code, (int)end.Json["exitCode"]!));
        var keys = end.Json["problems"]!.AsArray().Select(p => (string)p!["key"]!);
        Assert.Equal(
            [
                "Mapping:DefaultProcessCode",
                "Sync:LookBack",
                "Vte:ConnectionString",
                "Vte:PageSize",
                "Vte:Shema",
                "Vte:TimeZone",
            ],
            keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Looks_into_secret_files_and_shows_none()
    {
        var file = _folder.Write(
            "site.json",
            Good.Replace(
                "\"ConnectionString\": \"Server=x;Integrated Security=true\"",
                "\"ConnectionStringFile\": \"secret\""
            )
        );
        var secret = _folder.Write("secret", "Server=x;Colour=blue;Password=hidden-1");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var end = await CheckAsync(file, new() { ["VTEBRIDGE__Health__ApiKey"] = "hidden-2-hidden-2-hidden" }, "--all");

        Assert.Equal(2, end.Code);
        Assert.Contains("is not a connection string", (string)end.Json["problems"]![0]!["what"]!);
        Assert.Equal(("(set, not shown)", "environment"), Value(end, "Health:ApiKey"));
        Assert.Equal(("dbo", "default"), Value(end, "Vte:Schema"));
        Assert.DoesNotContain("hidden", end.Output + end.Errors);
    }

    [Theory]
    [InlineData("Delivery:Sidecar:ServerUrl")]
    [InlineData("Telemetry:Otlp:Endpoint")]
    public async Task An_address_with_a_password_is_refused_and_not_shown(string key)
    {
        var end = await CheckAsync(
            _folder.Write("site.json", Good),
            [],
            "--set",
            $"{key}=https://me:hidden@plant.example"
        );

        Assert.Equal(2, end.Code);
        Assert.Contains("holds a user name", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", end.Output + end.Errors);
    }

    [Fact]
    public async Task People_get_aligned_lines_with_a_header_and_a_conclusion()
    {
        var end = await VtebridgeProcess.RunAsync(
            new Dictionary<string, string?>(),
            "config",
            "check",
            "--config",
            _folder.Write("site.json", Good)
        );

        Assert.Equal(0, end.Code);
        Assert.Matches("(?m)^option +value +source$", end.Output);
        Assert.EndsWith("tries it on VTE and WATS.", end.Output.TrimEnd());
    }

    public void Dispose() => _folder.Dispose();

    private static Task<ProcessEnd> CheckAsync(
        string file,
        Dictionary<string, string?> environment,
        params IEnumerable<string> more
    ) => VtebridgeProcess.RunAsync(environment, ["config", "check", "--json", "--config", file, .. more]);

    private static (string, string) Value(ProcessEnd end, string key)
    {
        var value = end.Json["values"]!.AsArray().Single(v => (string)v!["key"]! == key)!.AsObject();
        return ((string)value["value"]!, (string)value["source"]!);
    }
}
