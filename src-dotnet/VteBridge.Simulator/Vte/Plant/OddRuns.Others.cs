using System.Text;

namespace VteBridge.Simulator.Vte.Plant;

internal static partial class OddRuns
{
    internal const int LargeBlobBytes = 5 * 1024 * 1024;

    internal static readonly Guid OtherText = Id(11, 1);

    /// <summary>UTF-16 bytes, as a cast from nvarchar to varbinary stores them.</summary>
    internal static readonly Guid OtherTextUtf16 = Id(11, 2);
    internal static readonly Guid OtherTextOf150Kilobytes = Id(11, 3);
    internal static readonly Guid OtherWaveform = Id(11, 4);

    /// <summary>A waveform written on a machine with a decimal comma.</summary>
    internal static readonly Guid OtherWaveformDecimalComma = Id(11, 5);
    internal static readonly Guid OtherPng = Id(11, 6);
    internal static readonly Guid OtherJpeg = Id(11, 7);
    internal static readonly Guid OtherBmp = Id(11, 8);
    internal static readonly Guid OtherPdf = Id(11, 9);
    internal static readonly Guid OtherZip = Id(11, 10);
    internal static readonly Guid OtherBlob = Id(11, 11);
    internal static readonly Guid OtherBlobOf5Megabytes = Id(11, 12);
    internal static readonly Guid OtherEmpty = Id(11, 13);
    internal static readonly Guid OtherNull = Id(11, 14);

    private static IEnumerable<OddRun> Others(OddRunBench bench)
    {
        var curve = PlantRandom.For(0, "curve");
        return
        [
            With(OtherText, "Remark", StepContent.Bytes("Cover closed, torque checked")),
            With(OtherTextUtf16, "Remark", Encoding.Unicode.GetBytes("Dekselet er på plass, 5 Ω")),
            With(OtherTextOf150Kilobytes, "Console", StepContent.Bytes(Long("line of the console\r\n", 150 * 1024))),
            With(OtherWaveform, "Start-up", StepContent.Waveform(curve)),
            With(OtherWaveformDecimalComma, "Start-up", StepContent.Bytes("Tid;Spenning\r\n0,00;0,1\r\n0,02;1,25\r\n")),
            With(OtherPng, "Picture", TinyFiles.Png),
            With(OtherJpeg, "Picture", TinyFiles.Jpeg),
            With(OtherBmp, "Picture", TinyFiles.Bmp),
            With(OtherPdf, "Certificate", TinyFiles.Pdf),
            With(OtherZip, "Logs", TinyFiles.Zip),
            With(OtherBlob, "Memory Dump", Blob(300)),
            With(OtherBlobOf5Megabytes, "Memory Dump", Blob(LargeBlobBytes)),
            With(OtherEmpty, "Remark", []),
            With(OtherNull, "Remark", null),
        ];

        OddRun With(Guid id, string name, byte[]? content) => bench.WithSteps(id, Other(name, content));
    }

    /// <summary>Bytes that are not text and do not begin like any known file type.</summary>
    private static byte[] Blob(int length)
    {
        var random = PlantRandom.For(0, "blob");
        var bytes = new byte[length];
        for (var i = 4; i < length; i++)
            bytes[i] = (byte)random.Next();
        bytes[1] = 0x01;
        bytes[2] = 0xFE;
        return bytes;
    }

    internal static readonly Guid DanglingProduct = Id(7, 1);
    internal static readonly Guid DanglingTestplan = Id(7, 2);
    internal static readonly Guid DanglingTestsystem = Id(7, 3);
    internal static readonly Guid DanglingUser = Id(7, 4);

    /// <summary>The unit has no row in UutData, so the run has no serial, except in schemas that keep the serial with the run.</summary>
    internal static readonly Guid DanglingUut = Id(7, 5);
    internal static readonly Guid DanglingAll = Id(7, 6);

    /// <summary>The references are NULL, but the names are there.</summary>
    internal static readonly Guid ReferencesNull = Id(7, 7);

    /// <summary>References and names are NULL; only the unit is known.</summary>
    internal static readonly Guid NamesNull = Id(7, 8);

    /// <summary>The names date from before the station and the testplan were renamed.</summary>
    internal static readonly Guid NamesOutdated = Id(7, 9);

    /// <summary>A reference to a row that was deleted.</summary>
    private static readonly Guid Deleted = new("dead0000-0000-4000-8000-000000000000");

    private static IEnumerable<OddRun> References(OddRunBench bench) =>
        [
            bench.Passed(DanglingProduct).With(run => run with { Product = Deleted }),
            bench.Passed(DanglingTestplan).With(run => run with { Testplan = Deleted, Revision = Deleted }),
            bench.Passed(DanglingTestsystem).With(run => run with { Testsystem = Deleted }),
            bench.Passed(DanglingUser).With(run => run with { User = Deleted }),
            bench.Passed(DanglingUut) with
            {
                Unit = null,
            },
            bench.Passed(DanglingAll).With(run => Referring(run, Deleted)),
            bench.Passed(ReferencesNull).With(run => Referring(run, null)),
            bench.Passed(NamesNull).With(run => Nameless(Referring(run, null))),
            bench
                .Passed(NamesOutdated)
                .With(run =>
                    run with
                    {
                        Hostname = "OLD-PC-17",
                        Site = "Lier",
                        TestplanName = "PSU FCT (old)",
                        ProductName = "PSU",
                        UserName = "K. Hansen",
                    }
                ),
        ];

    private static PlantRun Referring(PlantRun run, Guid? to) =>
        run with
        {
            Product = to,
            Testplan = to,
            Revision = to,
            Testsystem = to,
            User = to,
        };

    private static PlantRun Nameless(PlantRun run) =>
        run with
        {
            Hostname = null,
            Site = null,
            UserName = null,
            ProductName = null,
            TestplanName = null,
            TestplanVariant = null,
            TestplanRevision = null,
            Info1 = null,
            ExitCode = null,
            TestTime = null,
        };
}
