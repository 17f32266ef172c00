using System.Text.Json.Nodes;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>Valid reports that tests can break: small, with one of everything that has a rule.</summary>
internal static class SampleReports
{
    public static JsonObject Test(string id = "11111111-2222-4333-8444-555555555555", string sn = "SN-1") =>
        JsonNode.Parse(TestReport.Replace("{id}", id).Replace("{sn}", sn))!.AsObject();

    public static JsonObject Repair() => JsonNode.Parse(RepairReport)!.AsObject();

    private const string TestReport = """
        {
          "id": "{id}", "type": "T", "sn": "{sn}", "pn": "PN-1", "rev": "A",
          "processCode": 10, "processName": "SW Debug", "result": "F", "machineName": "Station 1", "location": "Oslo",
          "purpose": "Production", "start": "2025-03-01T10:00:00.123+01:00", "startUTC": "2025-03-01T09:00:00.123Z",
          "uut": {
            "user": "operator", "execTime": 12.5, "errorCode": 7, "errorMessage": "text", "batchSN": "B-1",
            "comment": "text", "fixtureId": "F-1"
          },
          "miscInfos": [ { "description": "source", "text": "VTE" } ],
          "subUnits": [ { "partType": "PCBA", "pn": "PN-2", "sn": "SN-2", "rev": "B" } ],
          "assets": [ { "assetSN": "A-1", "usageCount": 1 } ],
          "root": {
            "id": 1, "group": "M", "stepType": "SequenceCall", "name": "MainSequence Callback", "status": "F",
            "seqCall": { "path": "plan.vte", "name": "plan", "version": "1.0.0" },
            "steps": [
              {
                "id": 2, "group": "M", "stepType": "ET_NLT", "name": "one number", "status": "F", "totTime": 0.5,
                "errorCode": 1, "errorMessage": "text", "reportText": "text",
                "numericMeas": [
                  { "compOp": "GELE", "status": "F", "unit": "V", "value": 5.5, "lowLimit": 1, "highLimit": 5 }
                ]
              },
              {
                "id": 3, "group": "S", "stepType": "ET_MNLT", "name": "numbers", "status": "P",
                "numericMeas": [
                  { "compOp": "LT", "name": "a", "status": "P", "unit": "A", "value": 1, "lowLimit": 2 },
                  { "compOp": "LOG", "name": "b", "status": "P", "unit": "A", "value": 2 }
                ]
              },
              {
                "id": 4, "group": "C", "stepType": "ET_SVT", "name": "one text", "status": "P",
                "stringMeas": [ { "compOp": "EQ", "status": "P", "value": "x", "limit": "x" } ]
              },
              {
                "id": 5, "group": "M", "stepType": "ET_MSVT", "name": "texts", "status": "D",
                "stringMeas": [
                  { "compOp": "LOG", "name": "a", "status": "P", "value": "" },
                  { "compOp": "LOG", "name": "b", "status": "S", "value": "y" }
                ]
              },
              {
                "id": 6, "group": "M", "stepType": "ET_PFT", "name": "verdict", "status": "P",
                "booleanMeas": [ { "status": "P" } ]
              },
              {
                "id": 7, "group": "M", "stepType": "ET_MPFT", "name": "verdicts", "status": "P",
                "booleanMeas": [ { "name": "a", "status": "P" }, { "name": "b", "status": "P" } ]
              },
              {
                "id": 8, "group": "M", "stepType": "WATS_XYGMNLT", "name": "chart", "status": "P",
                "chart": {
                  "chartType": "Line", "label": "chart", "xLabel": "t", "xUnit": "s", "yLabel": "U", "yUnit": "V",
                  "series": [ { "dataType": "XYG", "name": "U", "xdata": "1;2;3", "ydata": "4;5.5;-6E3" } ]
                }
              },
              {
                "id": 9, "group": "M", "stepType": "ET_A", "name": "with attachment", "status": "P",
                "attachment": { "name": "a.txt", "contentType": "text/plain", "data": "aGVsbG8=" }
              },
              {
                "id": 10, "group": "M", "stepType": "SequenceCall", "name": "inner", "status": "P",
                "seqCall": { "path": "plan.vte", "name": "inner", "version": "1.0.0" },
                "steps": [ { "id": 11, "group": "M", "stepType": "NI_Wait", "name": "deep", "status": "P" } ]
              }
            ]
          }
        }
        """;

    private const string RepairReport = """
        {
          "id": "aaaaaaaa-2222-4333-8444-555555555555", "type": "R", "sn": "SN-1", "pn": "PN-1", "rev": "A",
          "processCode": 500, "processName": "Repair", "result": "P", "machineName": "Bench", "location": "Oslo",
          "purpose": "Repair", "start": "2025-03-02T10:00:00+01:00", "startUTC": "2025-03-02T09:00:00Z",
          "uur": {
            "user": "repairer", "comment": "text", "processCode": 10, "processName": "SW Debug",
            "refUUT": "11111111-2222-4333-8444-555555555555", "confirmDate": "2025-03-02T10:00:00+01:00",
            "finalizeDate": "2025-03-02T09:05:00Z", "execTime": 300
          },
          "subUnits": [
            {
              "idx": 0, "partType": "Main", "pn": "PN-1", "sn": "SN-1", "rev": "A",
              "failures": [
                { "category": "Component", "code": "Defect Component", "comment": "text", "comRef": "R1", "refStepId": 2 }
              ]
            },
            { "idx": 1, "parentIdx": 0, "partType": "PCBA", "pn": "PN-2", "sn": "SN-2", "rev": "B" }
          ]
        }
        """;
}
