using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Events;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.NoWayIn;

/// <summary>A logged text must not begin a new line in the log, whatever formats the line.</summary>
public sealed class LogSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public void Our_own_files_and_a_sink_that_a_site_adds_hold_one_line_for_each_event(string format)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Serilog:Using:0"] = "Serilog.Sinks.File",
                    ["Serilog:WriteTo:0:Name"] = "File",
                    ["Serilog:WriteTo:0:Args:path"] = _folder.Of("site", "added.log"),
                }
            )
            .Build();
        var options = new LogOptions { Folder = _folder.Of("ours"), Format = Enum.Parse<LogFormat>(format) };
        using (var log = new Logging(configuration, options, verbose: false, besideProgress: null, toFile: true))
        {
            log.Logger.Warning("The run {Serial} of {Testplan} is odd", UntrustedText.Whole, UntrustedText.Whole);
            log.Logger.Write(LogEventLevel.Error, "The second line {Serial:l}", UntrustedText.Whole);
        }

        foreach (var file in Directory.GetFiles(_folder.Path, "*.*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            UntrustedText.AssertHarmless(text);
            Assert.Equal(2, text.TrimEnd().Split('\n').Length);
        }
        Assert.Equal(2, Directory.GetFiles(_folder.Path, "*.*", SearchOption.AllDirectories).Length);
    }
}
