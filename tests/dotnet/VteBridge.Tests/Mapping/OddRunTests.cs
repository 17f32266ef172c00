using System.Net;
using VteBridge.Mapping;
using VteBridge.Options;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>The odd runs that a VTE database holds, and what becomes of each.</summary>
public class OddRunTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void A_run_without_a_serial_is_a_dead_letter_that_names_run_station_and_time(string? serial)
    {
        var run = Runs.Ordinary with { Uut = new Uut(serial, null, null), Serial = serial };

        var problem = Assert.IsType<MappingProblem>(Runs.Mapper().Map(run, new Twins()));

        Assert.Contains($"{run.Id}", problem.What);
        Assert.Contains("TS1", problem.What);
        Assert.Contains("2024-05-13 09:30:15.123", problem.What);
        Assert.Contains("no serial number", problem.What);
        Assert.Contains("Mapping:MissingSerial", problem.Fix);
    }

    [Fact]
    public void A_run_without_a_serial_gets_the_same_placeholder_every_time_where_that_is_wanted()
    {
        var run = Runs.Ordinary with { Uut = null };

        var mapped = Runs.Mapped(run, Runs.Options with { MissingSerial = MissingPolicy.Placeholder });

        Assert.Equal($"VTE-{run.Id}", mapped.Report.SerialNumber);
        Assert.Equal([Flags.PlaceholderSerial], mapped.Flags);
    }

    [Fact]
    public void The_serial_of_the_unit_goes_before_the_one_in_the_run()
    {
        Assert.Equal("SN-1001", Runs.Report(Runs.Ordinary with { Serial = "old" }).SerialNumber);
        Assert.Equal("SN-9", Runs.Report(Runs.Ordinary with { Serial = " SN-9  ", Uut = null }).SerialNumber);
    }

    [Fact]
    public void A_run_without_a_part_number_is_a_dead_letter_that_says_where_one_was_sought()
    {
        var run = Runs.Ordinary with { Product = null, ProductName = " " };

        var problem = Assert.IsType<MappingProblem>(Runs.Mapper().Map(run, new Twins()));

        Assert.Contains("Product.PartNumber, Product.Type, Run.ProductName, Product.Name", problem.What);
        var placeholder = Runs.Mapped(run, Runs.Options with { MissingPartNumber = MissingPolicy.Placeholder });
        Assert.Equal("Unknown", placeholder.Report.PartNumber);
        Assert.Equal([Flags.PlaceholderPartNumber], placeholder.Flags);
    }

    [Fact]
    public void Hostile_characters_in_serial_and_part_number_are_kept_and_counted()
    {
        var mapped = Runs.Mapped(Hostile);

        Assert.Equal("A*%?[]^!/\\1", mapped.Report.SerialNumber);
        Assert.Equal("100/200", mapped.Report.PartNumber);
        Assert.Equal([Flags.HostileCharacters], mapped.Flags);
    }

    [Fact]
    public void Hostile_characters_are_replaced_where_that_is_wanted_and_the_true_values_kept()
    {
        var report = Runs.Report(Hostile, Runs.Options with { HostileCharacters = HostilePolicy.Replace });

        Assert.Equal("A_________1", report.SerialNumber);
        Assert.Equal("100_200", report.PartNumber);
        Assert.Contains(new MiscInfo("VTE serial", "A*%?[]^!/\\1"), report.MiscInfos);
        Assert.Contains(new MiscInfo("VTE part number", "100/200"), report.MiscInfos);
    }

    [Fact]
    public void Hostile_characters_make_a_dead_letter_where_that_is_wanted() =>
        Assert.Contains(
            "A*%?[]^!/\\1",
            Assert
                .IsType<MappingProblem>(
                    Runs.Mapper(Runs.Options with { HostileCharacters = HostilePolicy.Reject })
                        .Map(Hostile, new Twins())
                )
                .What
        );

    [Fact]
    public void Long_names_texts_and_units_are_cut_and_kept_whole_in_the_report_text()
    {
        var name = new string('n', 99) + "😀" + new string('m', 50);
        var units = new string('V', 40);
        var text = string.Concat(Enumerable.Repeat("<0123456789>\n", 400));
        var (steps, flags) = Runs.Steps([Runs.Number(1, name, 1) with { Units = units }, Runs.Text(2, "Log", text)]);

        var number = Assert.IsType<NumericStep>(steps[0]);
        Assert.Equal(new string('n', 99), number.Name);
        Assert.Equal(new string('V', 20), number.Measurement.Unit);
        Assert.Contains(name, number.ReportText);
        Assert.Contains(units, number.ReportText);
        var log = Assert.IsType<StringStep>(steps[1]);
        Assert.Equal(text[..100], log.Measurement.Value);
        Assert.Equal($"<pre>{text}</pre>", WebUtility.HtmlDecode(log.ReportText));
        Assert.Equal([Flags.TextCut], flags);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("&")]
    [InlineData("😀")]
    [InlineData("\n")]
    public void Two_hundred_thousand_characters_are_kept_as_far_as_WATS_lets_them(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        var (steps, flags) = Runs.Steps([Runs.Text(1, "Log", text)]);

        var html = steps[0].ReportText!;
        Assert.InRange(html.Length, 99_800, 100_000);
        Assert.Contains("200000 characters", html);
        Assert.Contains("(cut: too long for WATS)", html);
        Assert.DoesNotMatch("&[a-z#0-9]{0,5}…", html);
        Assert.Equal([Flags.TextCut], flags);
    }

    [Fact]
    public void A_text_too_long_for_the_report_text_is_left_out_where_that_is_wanted()
    {
        var (steps, _) = Runs.Steps(
            [Runs.Text(1, "Log", new string('x', 200_000))],
            Runs.Options with
            {
                LongText = LongTextPolicy.LeaveOut,
            }
        );

        Assert.Matches("^Not sent whole .*200000 characters, SHA-256 [0-9a-f]{64}", steps[0].ReportText!);
    }

    [Fact]
    public void Header_texts_that_are_too_long_are_kept_whole_in_the_report_text_of_the_root()
    {
        var info = new string('i', 150);
        var mapped = Runs.Mapped(Runs.Ordinary with { Info1 = info, TestplanRevision = new string('7', 40) });

        Assert.Contains(new MiscInfo("Info1", info[..100]), mapped.Report.MiscInfos);
        Assert.Equal(new string('7', 30), mapped.Report.Root!.Call.Version);
        Assert.Contains($"Info1: {info}", mapped.Report.Root!.ReportText);
        Assert.Contains(new string('7', 40), mapped.Report.Root!.ReportText);
        Assert.Equal([Flags.TextCut], mapped.Flags);
    }

    [Fact]
    public void Control_characters_are_replaced_and_everything_else_is_byte_exact()
    {
        const string good = "Ω µ å 日本 العربية 😀 👨‍👩‍👧";
        var (steps, _) = Runs.Steps([Runs.Text(1, $"\u0001{good}\uD83D", $"{good}\u001B\uDC00")]);

        Assert.Equal($"\uFFFD{good}\uFFFD", steps[0].Name);
        Assert.Equal($"{good}\uFFFD\uFFFD", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
    }

    [Theory]
    [InlineData(9.91E37, "NaN")]
    [InlineData(9.9E37, "Infinity")]
    [InlineData(-9.9E37, "-Infinity")]
    public void The_numbers_of_instruments_that_are_none_are_kept_or_translated_with_the_verdict_they_had(
        double value,
        string meaning
    )
    {
        TestStep[] rows = [Runs.Number(1, "V", value, 0, 5)];

        var (kept, flags) = Runs.Steps(rows, result: "0");
        var (translated, _) = Runs.Steps(rows, Runs.Options with { Sentinels = SentinelPolicy.Translate }, "0");

        Assert.Equal(value, Assert.IsType<NumericStep>(kept[0]).Measurement.Value);
        Assert.Equal(Verdict.Failed, kept[0].Status);
        Assert.Equal([Flags.SentinelValue], flags);
        var text = Assert.IsType<StringStep>(translated[0]);
        Assert.Equal(new StringMeasurement(null, Verdict.Failed, meaning), text.Measurement);
        Assert.Contains("Limits: low 0, high 5", text.ReportText);
    }

    [Fact]
    public void A_value_that_JSON_has_no_number_for_is_a_text_whatever_the_policy()
    {
        var (steps, _) = Runs.Steps([Runs.Number(1, "V", double.NaN), Runs.Number(2, "W", double.NegativeInfinity)]);

        Assert.Equal("NaN", Assert.IsType<StringStep>(steps[0]).Measurement.Value);
        Assert.Equal("-Infinity", Assert.IsType<StringStep>(steps[1]).Measurement.Value);
    }

    [Fact]
    public void Reversed_limits_are_flagged_and_the_code_decides()
    {
        var (steps, flags) = Runs.Steps([
            Runs.Number(1, "Coded", 3, 5, 1) with
            {
                ResultType = "1",
            },
            Runs.Number(2, "Not coded", 3, 5, 1),
        ]);

        var coded = Assert.IsType<NumericStep>(steps[0]);
        Assert.Equal(Verdict.Passed, coded.Status);
        Assert.Equal(
            (CompOp.GELE, 5.0, 1.0),
            (coded.Measurement.CompOp, coded.Measurement.Low, coded.Measurement.High)
        );
        var free = Assert.IsType<NumericStep>(steps[1]);
        Assert.Equal((Verdict.Done, CompOp.LOG), (free.Status, free.Measurement.CompOp));
        Assert.All(
            steps,
            step => Assert.Equal("Limits: low 5, high 1 (reversed in VTE: they did not decide)", step.ReportText)
        );
        Assert.Equal([Flags.ReversedLimits], flags);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    public void An_unknown_result_is_an_error_and_never_a_pass(string? code)
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Result = code });

        Assert.Equal(Verdict.Error, mapped.Report.Result);
        Assert.Equal([$"unknown-result:{(code is "7" ? "7" : "none")}"], mapped.Flags);
        Assert.Contains(new MiscInfo("VTE flag", mapped.Flags[0]), mapped.Report.MiscInfos);
    }

    [Fact]
    public void An_unknown_exit_code_keeps_the_verdict_and_goes_into_the_report()
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { ExitCode = "17" });

        Assert.Equal(Verdict.Passed, mapped.Report.Result);
        Assert.Equal(17, mapped.Report.Uut!.ErrorCode);
        Assert.Equal(["unknown-exit-code:17"], mapped.Flags);
    }

    [Fact]
    public void A_listed_exit_code_decides_and_has_its_text()
    {
        var options = Runs.Options with
        {
            Codes = new MappingCodes
            {
                ExitCode = new Dictionary<string, string>
                {
                    ["2"] = "Aborted",
                    ["3"] = "fault",
                    ["4"] = "Normal",
                },
            },
            ExitCodeTexts = new Dictionary<string, string> { ["2"] = "Stopped by the operator" },
        };

        var aborted = Runs.Mapped(Runs.Ordinary with { ExitCode = "2" }, options);
        Assert.Equal(Verdict.Terminated, aborted.Report.Result);
        Assert.Equal("Stopped by the operator", aborted.Report.Uut!.ErrorMessage);
        Assert.Empty(aborted.Flags);
        Assert.Equal(Verdict.Error, Runs.Report(Runs.Ordinary with { ExitCode = "3" }, options).Result);
        Assert.Equal(Verdict.Passed, Runs.Report(Runs.Ordinary with { ExitCode = "4" }, options).Result);
        Assert.Empty(Runs.Mapped(Runs.Ordinary with { ExitCode = "0" }, options).Flags);
    }

    [Fact]
    public void An_unknown_code_of_a_step_leaves_the_verdict_to_the_limits()
    {
        var (steps, flags) = Runs.Steps([
            Runs.Number(1, "In", 1, 0, 2) with
            {
                ResultType = "7",
            },
            Runs.Text(2, "Text", "x", "8"),
        ]);

        Assert.Equal([Verdict.Passed, Verdict.Done], steps.Select(step => step.Status));
        Assert.Equal(["unknown-result-type:7", "unknown-result-type:8"], flags);
    }

    [Fact]
    public void A_passed_run_with_a_failed_step_stays_passed_and_is_flagged()
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Steps = [Runs.Number(1, "V", 9, 0, 5)] });

        Assert.Equal((Verdict.Passed, Verdict.Passed), (mapped.Report.Result, mapped.Report.Root!.Status));
        Assert.Equal(Verdict.Failed, mapped.Report.Root.Steps[0].Status);
        Assert.Equal([Flags.VerdictConflict], mapped.Flags);
    }

    [Fact]
    public void A_failed_run_without_a_failed_step_gets_one_and_is_flagged()
    {
        var (steps, flags) = Runs.Steps([Runs.Number(1, "V", 1, 0, 5)], result: "0");

        var verdict = Assert.IsType<VerdictStep>(steps[^1]);
        Assert.Equal(("VTE verdict", Verdict.Failed), (verdict.Name, verdict.Status));
        Assert.Equal([Flags.VerdictConflict], flags);
    }

    [Fact]
    public void A_failed_run_with_a_failed_step_gets_none_of_ours()
    {
        var (steps, flags) = Runs.Steps([Runs.Number(1, "V", 9, 0, 5)], result: "0");

        Assert.Equal("V", Assert.Single(steps).Name);
        Assert.Empty(flags);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("0", 1)]
    public void A_run_without_steps_is_sent_with_its_verdict_and_flagged(string result, int steps)
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Steps = [], Result = result });

        Assert.Equal(result == "1" ? Verdict.Passed : Verdict.Failed, mapped.Report.Result);
        Assert.Equal(steps, mapped.Report.Root!.Steps.Count);
        Assert.Equal([Flags.NoSteps], mapped.Flags);
    }

    [Fact]
    public void Dangling_master_data_leave_the_names_that_the_run_itself_has()
    {
        var report = Runs.Report(
            Runs.Ordinary with
            {
                Uut = null,
                Serial = "S-1",
                Product = null,
                Testsystem = null,
                ProductId = Guid.NewGuid(),
                TestsystemId = Guid.Parse("11111111-2222-3333-4444-555555555555"),
            }
        );

        Assert.Equal(
            ("Power supply", "PC-0042", "Oslo", "1.0", "kari"),
            (report.PartNumber, report.MachineName, report.Location, report.Revision, report.Uut!.User)
        );
        Assert.Contains(new MiscInfo("source_system", "11111111-2222-3333-4444-555555555555"), report.MiscInfos);
    }

    [Fact]
    public void A_run_that_names_nothing_gets_the_configured_defaults()
    {
        var report = Runs.Report(
            new TestRun
            {
                Id = Runs.Id,
                Timestamp = Runs.Ordinary.Timestamp,
                Serial = "S-1",
                ProductName = "P",
                Result = "1",
            },
            Runs.Options with
            {
                DefaultStation = "Line 1",
                DefaultLocation = "Drammen",
            }
        );

        Assert.Equal(
            ("Line 1", "Drammen", "1.0", "sysoper"),
            (report.MachineName, report.Location, report.Revision, report.Uut!.User)
        );
        Assert.Equal(new SeqCall("VTE", "VTE", "1.0.0"), report.Root!.Call);
    }

    [Fact]
    public void Fifty_runs_in_one_millisecond_keep_their_starts_apart_only_where_WATS_would_overwrite()
    {
        var mapper = Runs.Mapper();
        var twins = new Twins();
        var starts = Enumerable
            .Range(0, 50)
            .Select(i =>
                Runs.Ordinary with
                {
                    Id = new Guid(i + 1, 0, 0, new byte[8]),
                    Uut = new Uut($"SN-{i % 25}", null, null),
                }
            )
            .Select(run => Assert.IsType<MappedReport>(mapper.Map(run, twins)))
            .ToList();

        Assert.Equal(50, starts.Select(one => (one.Report.SerialNumber, one.Report.Start)).Distinct().Count());
        Assert.All(starts.Take(25), one => Assert.Empty(one.Flags));
        Assert.All(starts.Skip(25), one => Assert.Equal([Flags.StartMoved], one.Flags));
    }

    [Fact]
    public void The_true_start_of_a_run_that_was_moved_is_in_its_misc_infos()
    {
        var mapper = Runs.Mapper();
        var twins = new Twins();
        mapper.Map(Runs.Ordinary, twins);
        mapper.Map(Runs.Ordinary with { Id = Guid.NewGuid() }, twins);
        var third = Assert.IsType<MappedReport>(mapper.Map(Runs.Ordinary with { Id = Guid.NewGuid() }, twins));
        var later = Assert.IsType<MappedReport>(
            mapper.Map(Runs.Ordinary with { Timestamp = Runs.Ordinary.Timestamp.AddSeconds(1) }, twins)
        );

        Assert.Equal("2024-05-13T09:30:15.125+02:00", WsjfWriter.Local(third.Report.Start));
        Assert.Contains(new MiscInfo("VTE start", "2024-05-13T09:30:15.123+02:00"), third.Report.MiscInfos);
        Assert.Empty(later.Flags);
    }

    [Theory]
    [InlineData("2024-03-31T02:30", Flags.SkippedHour, "2024-03-31T03:30:00.000+02:00")]
    [InlineData("2024-10-27T02:30", Flags.RepeatedHour, "2024-10-27T02:30:00.000+02:00")]
    public void Runs_in_the_skipped_and_the_repeated_hour_follow_a_fixed_rule_and_are_flagged(
        string raw,
        string flag,
        string start
    )
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Timestamp = DateTime.Parse(raw) });

        Assert.Equal(start, WsjfWriter.Local(mapped.Report.Start));
        Assert.Equal([flag], mapped.Flags);
        Assert.Equal(
            flag == Flags.SkippedHour ? ["2024-03-31 02:30:00"] : [],
            mapped.Report.MiscInfos.Where(info => info.Description == "VTE timestamp").Select(info => info.Text)
        );
    }

    [Fact]
    public void System_tests_are_left_out_or_reported_under_their_own_process()
    {
        var run = Runs.Ordinary with { Testplan = new Testplan("Self test", null, true, null) };

        Assert.IsType<LeftOut>(Runs.Mapper().Map(run, new Twins()));
        var options = Runs.Options with { SystemTests = SystemTestPolicy.Include, SystemTestProcessCode = 77 };
        Assert.Equal(77, Runs.Report(run, options).ProcessCode);
        Assert.Equal(30, Runs.Report(Runs.Ordinary, options).ProcessCode);
    }

    [Fact]
    public void Assemblies_become_sub_units_the_deepest_last_and_those_without_a_serial_misc_infos()
    {
        var report = Runs.Report(
            Runs.Ordinary with
            {
                Assemblies =
                [
                    new AssemblyPart(2, "PCB-1", "IC", "IC-9", "IC-77", null),
                    new AssemblyPart(1, null, "PCBA", "PCB-100", "PCB-1", "C"),
                    new AssemblyPart(1, null, "Cable", "CAB-5", " ", "A"),
                ],
            }
        );

        Assert.Equal(
            [new SubUnit("PCBA", "PCB-100", "PCB-1", "C"), new SubUnit("IC", "IC-9", "IC-77", null)],
            report.SubUnits
        );
        Assert.Contains(new MiscInfo("VTE part", "Cable CAB-5 A"), report.MiscInfos);
        Assert.Contains(new MiscInfo("VTE part of", "IC-77 in PCB-1"), report.MiscInfos);
    }

    [Fact]
    public void A_run_of_ten_thousand_steps_is_one_report()
    {
        var (steps, flags) = Runs.Steps([.. Enumerable.Range(1, 10_000).Select(i => Runs.Number(i, $"S{i}", 1, 0, 2))]);

        Assert.Equal(10_000, steps.Count);
        Assert.Empty(flags);
    }

    private static TestRun Hostile =>
        Runs.Ordinary with
        {
            Uut = new Uut("A*%?[]^!/\\1", null, null),
            Product = new Product(null, null, null, "100/200", null),
        };
}
