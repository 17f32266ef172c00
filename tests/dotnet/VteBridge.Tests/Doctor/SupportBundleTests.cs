using System.IO.Compression;
using VteBridge.Configuration;
using VteBridge.Doctor;

namespace VteBridge.Tests.Doctor;

public sealed class SupportBundleTests : IDisposable
{
    private const string Canary = "CANARY";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vtebridge-bundle");

    [Fact]
    public void It_holds_no_secret_serial_or_name()
    {
        var texts = Write();

        Assert.Equal(
            ["configuration.json", "findings.txt", "log.txt", "schema.txt", "versions.txt"],
            texts.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(texts, t => Assert.DoesNotContain(Canary, t.Value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void It_keeps_what_the_program_says_itself()
    {
        var texts = Write();

        Assert.Contains(
            "2026-05-04 12:00:00 WRN Dead letter …: Run … of …",
            texts["log.txt"],
            StringComparison.Ordinal
        );
        Assert.Contains("\"PageSize\": 200", texts["configuration.json"], StringComparison.Ordinal);
        Assert.Contains("\"Destination\": \"sidecar\"", texts["configuration.json"], StringComparison.Ordinal);
        Assert.Contains("\"ConnectionString\": \"(set)\"", texts["configuration.json"], StringComparison.Ordinal);
        Assert.Contains("units have", texts["findings.txt"], StringComparison.Ordinal);
        Assert.Contains("VteBridge ", texts["versions.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        Write();

        Assert.Throws<IOException>(() => Write());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Dictionary<string, string> Write()
    {
        var logs = _folder.CreateSubdirectory("logs");
        File.WriteAllText(
            Path.Combine(logs.FullName, "vtebridge-20260504.log"),
            $"2026-05-04 12:00:00 WRN Dead letter {Canary}-1: Run {Canary}-2 of {Canary} Jones, serial \"{Canary}77\"\n    at {Canary}\n"
        );
        var options = new BridgeOptions
        {
            Vte = new VteOptions
            {
                ConnectionString = $"Server={Canary};Password={Canary}",
                PageSize = 200,
                TimeZones = new Dictionary<string, string> { [Canary] = "UTC", [$"{Canary} 2"] = "UTC" },
            },
            Mapping = new MappingOptions
            {
                DefaultStation = Canary,
                Processes = [new MappingProcess { Testplan = $"{Canary}*", Code = 10 }],
            },
            Alerts = new AlertOptions
            {
                Smtp = new SmtpOptions { To = [$"{Canary}@plant.example"], Password = Canary },
            },
            Log = new LogOptions { Folder = logs.FullName },
            State = new StateOptions { Folder = _folder.FullName + "/" + Canary },
        };
        var report = new DoctorReport([
            Finding.Warning(
                FindingGroup.Data,
                "retests",
                $"1 units have 80 tests, for example {Canary}-SN-5 ({Canary})",
                "fix"
            ),
        ]);
        var path = Path.Combine(_folder.FullName, "bundle.zip");

        SupportBundle.Write(path, options, report, schema: null);

        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.ToDictionary(
            e => e.FullName,
            e =>
            {
                using var reader = new StreamReader(e.Open());
                return reader.ReadToEnd();
            }
        );
    }
}
