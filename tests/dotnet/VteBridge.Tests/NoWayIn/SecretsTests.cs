using VteBridge.Configuration;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.NoWayIn;

/// <summary>Marked secrets in every option that takes one, in every spelling: no output may contain them.</summary>
public sealed class SecretsTests
{
    private const string Mark = "S3CR3T";

    public static TheoryData<string> Spellings =>
        [
            $"Password={Mark}",
            $"PASSWORD = {Mark} ",
            $"Pwd={Mark}",
            $"pwd={Mark}",
            $"Password=\"{Mark};with;all='of it\"",
            $"Password='{Mark}\"x'",
            $"Password={{{Mark}}}",
        ];

    public static TheoryData<string> Mistakes =>
        [
            $"Password=abc;{Mark}=x",
            $"Password=abc;{Mark}",
            $"Password=\"{Mark}",
            $"Passwort={Mark}",
            $"Password=abc;x{Mark}y=1;Encrypt=maybe",
            $"Encrypt={Mark}",
            $"Connect Timeout={Mark}",
            $"={Mark}",
            $"Password={Mark};;=;",
        ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task No_spelling_of_a_password_gets_into_any_output(string password)
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>
        {
            ["VTEBRIDGE__Vte__ConnectionString"] =
                $"Server=127.0.0.1,1;Database=VTE9_3;User ID=reader;{password};Connect Timeout=1",
            ["VTEBRIDGE__Vte__TimeZone"] = "Europe/Oslo",
            ["VTEBRIDGE__Vte__Retries"] = "0",
            ["VTEBRIDGE__Mapping__DefaultProcessCode"] = "10",
            ["VTEBRIDGE__Delivery__Destination"] = DestinationNames.Directory,
            ["VTEBRIDGE__Delivery__Folder"] = folder.Of("reports"),
            ["VTEBRIDGE__State__Folder"] = folder.Of("state"),
            ["VTEBRIDGE__Log__Folder"] = folder.Of("log"),
            ["VTEBRIDGE__Log__Level"] = "Verbose",
        };
        foreach (var call in new string[][] { ["sync", "--verbose", "--json"], ["doctor", "--verbose"] })
        {
            var end = await VtebridgeProcess.RunAsync(environment, call);
            Assert.Equal(3, end.Code);
            AssertNoTrace(end.Output + end.Errors, folder);
        }
    }

    /// <summary>SqlClient's message quotes an unknown keyword, which may be the second half of a password.</summary>
    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_connection_string_that_cannot_be_read_is_refused_without_a_word_of_it(string part)
    {
        var failure = Record.Exception(() =>
            ConnectionStrings.Build(
                new VteOptions { ConnectionString = $"Server=x;Database=VTE9_3;User ID=reader;{part}" }
            )
        );

        Assert.DoesNotContain(Mark, Assert.IsType<OptionsFailure>(failure).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Vte:ConnectionString", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_keyword_that_is_nearly_one_is_named_with_what_was_meant() =>
        Assert.Contains(
            "'Sever' should probably be 'Server'",
            Assert
                .Throws<OptionsFailure>(() => ConnectionStrings.Build(new VteOptions { ConnectionString = "Sever=x" }))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task No_secret_of_WATS_of_the_page_or_of_the_alerts_gets_into_any_output()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 30, sequence: 1);
        var log = plant.Folder.Of("log");
        var environment = () =>
            new Dictionary<string, string?>
            {
                ["PYWATS_SERVER_URL"] = "http://127.0.0.1:1",
                ["PYWATS_API_TOKEN"] = Mark + "-token",
                ["VTEBRIDGE__Health__ApiKey"] = Mark + "-key-of-the-page-long-enough",
                ["VTEBRIDGE__Alerts__Webhook__Url"] = $"http://127.0.0.1:1/hook/{Mark}",
                ["VTEBRIDGE__Alerts__Smtp__Host"] = "127.0.0.1",
                ["VTEBRIDGE__Alerts__Smtp__Port"] = "1",
                ["VTEBRIDGE__Alerts__Smtp__From"] = "a@example.com",
                ["VTEBRIDGE__Alerts__Smtp__To__0"] = "b@example.com",
                ["VTEBRIDGE__Alerts__Smtp__User"] = "mailer",
                ["VTEBRIDGE__Alerts__Smtp__Password"] = Mark + "-mail",
                ["VTEBRIDGE__Log__Folder"] = log,
                ["VTEBRIDGE__Log__Level"] = "Verbose",
                ["VTEBRIDGE__Delivery__Destination"] = DestinationNames.Sidecar,
                ["VTEBRIDGE__Delivery__Folder"] = plant.Folder.Of("queue"),
            };
        string[][] calls =
        [
            ["sync", "--verbose", "--json"],
            ["status", "--json"],
            ["doctor", "--verbose"],
            ["alert-test", "--verbose"],
            ["sync", "--set", $"Alerts:Webhook:Url=http://x/{Mark}"],
        ];
        foreach (var call in calls)
        {
            var end = await plant.RunAsync(environment(), call);
            Assert.NotEmpty(end.Output + end.Errors);
            AssertNoTrace(end.Output + end.Errors, plant.Folder);
        }
        Assert.NotEmpty(Directory.GetFiles(log));
    }

    private static void AssertNoTrace(string output, TemporaryFolder folder)
    {
        Assert.DoesNotContain(Mark, output, StringComparison.OrdinalIgnoreCase);
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            Assert.False(
                File.ReadAllText(file).Contains(Mark, StringComparison.OrdinalIgnoreCase),
                $"a secret stands in {file}"
            );
    }
}
