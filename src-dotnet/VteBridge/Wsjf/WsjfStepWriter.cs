using System.Text.Json;

namespace VteBridge.Wsjf;

internal static class WsjfStepWriter
{
    public static void Write(Utf8JsonWriter json, WsjfStep step)
    {
        json.WriteStartObject();
        json.WriteNumber(Names.Id, step.Id);
        json.WriteString(Names.Group, Names.Main);
        json.WriteString(Names.StepType, TypeOf(step));
        json.WriteString(Names.Name, step.Name);
        json.WriteString(Names.Status, Names.Of(step.Status));
        json.WriteIfPresent(Names.ReportText, step.ReportText);
        Content(json, step);
        json.WriteEndObject();
    }

    private static JsonEncodedText TypeOf(WsjfStep step) =>
        step switch
        {
            NumericStep => Names.Nlt,
            StringStep => Names.Svt,
            VerdictStep => Names.Pft,
            ActionStep => Names.Action,
            MultiNumericStep => Names.Mnlt,
            MultiStringStep => Names.Msvt,
            MultiVerdictStep => Names.Mpft,
            ChartStep => Names.XyGraph,
            _ => Names.SequenceCall,
        };

    private static void Content(Utf8JsonWriter json, WsjfStep step)
    {
        switch (step)
        {
            case NumericStep number:
                json.WriteStartArray(Names.NumericMeas);
                Measurement(json, in number.Measurement);
                json.WriteEndArray();
                break;
            case StringStep text:
                json.WriteStartArray(Names.StringMeas);
                Measurement(json, text.Measurement);
                json.WriteEndArray();
                break;
            case VerdictStep verdict:
                json.WriteStartArray(Names.BooleanMeas);
                Measurement(json, new BooleanMeasurement(null, Verdicts.OfMeasurement(verdict.Status)));
                json.WriteEndArray();
                Attached(json, verdict.Attachment);
                break;
            case ActionStep action:
                Attached(json, action.Attachment);
                break;
            case MultiNumericStep numbers:
                json.WriteStartArray(Names.NumericMeas);
                foreach (ref readonly var one in numbers.Measurements.AsSpan())
                    Measurement(json, in one);
                json.WriteEndArray();
                break;
            case MultiStringStep texts:
                json.WriteStartArray(Names.StringMeas);
                foreach (var one in texts.Measurements)
                    Measurement(json, one);
                json.WriteEndArray();
                break;
            case MultiVerdictStep verdicts:
                json.WriteStartArray(Names.BooleanMeas);
                foreach (var one in verdicts.Measurements)
                    Measurement(json, one);
                json.WriteEndArray();
                break;
            case ChartStep chart:
                Charted(json, chart.Chart);
                break;
            case SequenceStep sequence:
                Sequence(json, sequence);
                break;
        }
    }

    private static void Measurement(Utf8JsonWriter json, in NumericMeasurement one)
    {
        json.WriteStartObject();
        json.WriteString(Names.CompOp, Names.Of(one.CompOp));
        json.WriteIfPresent(Names.Name, one.Name);
        json.WriteString(Names.Status, Names.Of(one.Status));
        json.WriteString(Names.Unit, one.Unit);
        json.WriteNumber(Names.Value, one.Value);
        if (one.CompOp > CompOp.LOG)
            LimitDigits.Write(json, Names.LowLimit, one.Low);
        if (one.CompOp >= CompOp.GELE)
            LimitDigits.Write(json, Names.HighLimit, one.High);
        json.WriteEndObject();
    }

    private static void Measurement(Utf8JsonWriter json, StringMeasurement one)
    {
        json.WriteStartObject();
        json.WriteString(Names.CompOp, Names.Of(CompOp.LOG));
        json.WriteIfPresent(Names.Name, one.Name);
        json.WriteString(Names.Status, Names.Of(one.Status));
        json.WriteString(Names.Value, one.Value);
        json.WriteEndObject();
    }

    private static void Measurement(Utf8JsonWriter json, BooleanMeasurement one)
    {
        json.WriteStartObject();
        json.WriteIfPresent(Names.Name, one.Name);
        json.WriteString(Names.Status, Names.Of(one.Status));
        json.WriteEndObject();
    }

    private static void Charted(Utf8JsonWriter json, Chart chart)
    {
        json.WriteStartObject(Names.Chart);
        json.WriteString(Names.ChartType, Names.Line);
        json.WriteString(Names.Label, chart.Label);
        json.WriteString(Names.XLabel, chart.XLabel);
        json.WriteString(Names.YLabel, chart.YLabel);
        json.WriteIfPresent(Names.YUnit, chart.YUnit);
        json.WriteStartArray(Names.Series);
        json.WriteStartObject();
        json.WriteString(Names.DataType, Names.Xyg);
        json.WriteString(Names.Name, chart.Series);
        json.WriteString(Names.XData, chart.XData);
        json.WriteString(Names.YData, chart.YData);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Attached(Utf8JsonWriter json, Attachment? attachment)
    {
        if (attachment is null)
            return;
        json.WriteStartObject(Names.Attachment);
        json.WriteString(Names.Name, attachment.Name);
        json.WriteString(Names.ContentType, attachment.ContentType);
        json.WriteBase64String(Names.Data, attachment.Data.Span);
        json.WriteEndObject();
    }

    private static void Sequence(Utf8JsonWriter json, SequenceStep sequence)
    {
        json.WriteStartArray(Names.Steps);
        foreach (var step in sequence.Steps)
            Write(json, step);
        json.WriteEndArray();
        json.WriteStartObject(Names.SeqCall);
        json.WriteString(Names.Path, sequence.Call.Path);
        json.WriteString(Names.Name, sequence.Call.Name);
        json.WriteString(Names.Version, sequence.Call.Version);
        json.WriteEndObject();
    }
}
