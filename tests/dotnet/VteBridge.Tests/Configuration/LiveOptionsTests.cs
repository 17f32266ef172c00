using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Hosting;

namespace VteBridge.Tests.Configuration;

public sealed class LiveOptionsTests : IDisposable
{
    private const string Good = """
        { "Vte": { "ConnectionString": "Server=x", "TimeZone": "UTC", "PageSize": 10 }, "Mapping": { "DefaultProcessCode": 1 } }
        """;

    private readonly string _file = Path.GetTempFileName();
    private int _loads;

    [Fact]
    public void A_valid_change_is_used_by_the_next_cycle()
    {
        var live = Live();
        Write(Good.Replace("10 }", "20 }"));

        Assert.Equal(10, live.Current.Vte.PageSize);
        Assert.Equal(20, live.Refresh().Vte.PageSize);
        Assert.Null(live.Refusal);
    }

    [Theory]
    [InlineData("{ \"Vte\": ")]
    [InlineData(
        "{ \"Vte\": { \"ConnectionString\": \"Server=x\", \"TimeZone\": \"Nowhere\" }, \"Mapping\": { \"DefaultProcessCode\": 1 } }"
    )]
    [InlineData(
        "{ \"Vte\": { \"ConnectionString\": \"Server=x\", \"TimeZone\": \"UTC\", \"PageSise\": 1 }, \"Mapping\": { \"DefaultProcessCode\": 1 } }"
    )]
    [InlineData("{}")]
    public void An_invalid_change_is_refused_and_the_old_options_stay(string text)
    {
        var live = Live();
        Write(text);

        Assert.Equal(10, live.Refresh().Vte.PageSize);
        Assert.NotNull(live.Refusal);

        Write(Good.Replace("10 }", "30 }"));
        Assert.Equal(30, live.Refresh().Vte.PageSize);
        Assert.Null(live.Refusal);
    }

    [Theory]
    [InlineData("\"State\": { \"Folder\": \"elsewhere\" }", "State")]
    [InlineData("\"Health\": { \"Url\": \"\" }", "Health")]
    [InlineData("\"Log\": { \"Level\": \"Debug\" }", "Log")]
    [InlineData("\"Health\": { \"HostNames\": [ \"proxy\" ] }", "Health")]
    [InlineData("\"Telemetry\": { \"Otlp\": { \"Endpoint\": \"http://collector:4318\" } }", "Telemetry")]
    [InlineData("\"Schedule\": { \"StopTimeout\": \"5m\" }", "Schedule:StopTimeout")]
    [InlineData("\"Serilog\": { \"MinimumLevel\": \"Debug\" }", "Serilog")]
    public void What_is_read_at_the_start_is_refused_later(string section, string name)
    {
        var live = Live();
        Write(Good.Replace("10 }", "20 }").TrimEnd().TrimEnd('}') + ", " + section + " }");

        Assert.Equal(10, live.Refresh().Vte.PageSize);
        Assert.Contains($"{name}: takes effect only when the program starts", live.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_not_changed_is_not_read_again()
    {
        var live = Live();
        var loads = _loads;
        for (var i = 0; i < 5; i++)
            live.Refresh();
        Write(Good); // Written again, unchanged.
        live.Refresh();

        Assert.Equal(loads, _loads);
    }

    [Fact]
    public void A_file_that_is_gone_is_refused_until_it_is_back()
    {
        var live = Live();
        File.Delete(_file);
        Assert.Equal(10, live.Refresh().Vte.PageSize);
        Assert.Contains("does not exist", live.Refusal, StringComparison.Ordinal);

        Write(Good);
        Assert.Equal(10, live.Refresh().Vte.PageSize);
        Assert.Null(live.Refusal);
    }

    [Fact]
    public void A_locked_file_is_refused_and_taken_when_it_is_free()
    {
        var live = Live();
        Write(Good.Replace("10 }", "20 }"));
        using (new FileStream(_file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Equal(10, live.Refresh().Vte.PageSize);
            Assert.Contains("cannot be read", live.Refusal, StringComparison.Ordinal);
        }

        Assert.Equal(20, live.Refresh().Vte.PageSize);
        Assert.Null(live.Refusal);
    }

    [Fact]
    public void A_dangling_link_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right of their own there");
        var live = Live();
        File.Delete(_file);
        File.CreateSymbolicLink(_file, _file + ".nowhere");

        Assert.Equal(10, live.Refresh().Vte.PageSize);
        Assert.Contains(_file, live.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_reading_throws_the_old_options_stay()
    {
        Write(Good);
        var live = new LiveOptions(
            Load().Valid(),
            [_file],
            () => throw new InvalidOperationException("something new"),
            NullLogger<LiveOptions>.Instance
        );
        Write(Good.Replace("10 }", "20 }"));

        Assert.Equal(10, live.Refresh().Vte.PageSize);
        Assert.Contains("something new", live.Refusal, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private LiveOptions Live()
    {
        Write(Good);
        var loaded = Load();
        return new LiveOptions(loaded.Valid(), [_file], Load, NullLogger<LiveOptions>.Instance, loaded.Configuration);
    }

    private LoadedOptions Load()
    {
        _loads++;
        return SiteOptions.Load(_file, new Dictionary<string, string?>());
    }

    private void Write(string text) => File.WriteAllText(_file, text);
}
