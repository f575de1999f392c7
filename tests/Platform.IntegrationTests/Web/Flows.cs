namespace Platform.IntegrationTests.Web;

/// <summary>Small workflows that need no model.</summary>
internal static class Flows
{
    public static string Hello(string name) => $$$"""
        platform: v1
        name: {{{name}}}
        description: Says hello.
        inputs:
          who: { type: string, default: World, description: Whom to greet. }
          times: { type: integer, minimum: 1, maximum: 5, default: 1 }
        state:
          greeting: { type: string, default: "" }
        outputs:
          greeting: ${{ state.greeting }}
        start: greet
        nodes:
          greet:
            set: { greeting: "Hello ${{ inputs.who }}" }
            next: end
        """;

    public static string Asks(string name) => $$$"""
        platform: v1
        name: {{{name}}}
        state:
          approved: { type: boolean, default: false }
          note: { type: string, default: "" }
        outputs:
          approved: ${{ state.approved }}
          note: ${{ state.note }}
        start: ask
        nodes:
          ask:
            human:
              title: May it go out?
              form:
                type: object
                required: [note]
                properties:
                  approved: { type: boolean }
                  note: { type: string, minLength: 3 }
            save: { approved: "${{ output.approved }}", note: "${{ output.note }}" }
        """;

    /// <summary>Counts to three, then asks; four steps to travel in.</summary>
    public static string Counts(string name) => $$$"""
        platform: v1
        name: {{{name}}}
        state:
          count: { type: integer, default: 0 }
          note: { type: string, default: "" }
        outputs:
          count: ${{ state.count }}
        start: tick
        nodes:
          tick:
            set: { count: "${{ state.count + 1 }}" }
            next:
              - { when: "${{ state.count < 3 }}", to: tick }
              - { to: ask }
          ask:
            human: { title: "Ready?", form: { type: object, required: [ok], properties: { ok: { type: boolean } } } }
            save: { note: "${{ string(output.ok) }}" }
        """;

    /// <summary>A map, so that the page has something to count.</summary>
    public static string Maps(string name) => $$$"""
        platform: v1
        name: {{{name}}}
        inputs:
          items: { type: array, items: { type: integer }, default: [1, 2, 3] }
        state:
          doubled: { type: array, merge: append, default: [] }
        outputs:
          doubled: ${{ state.doubled }}
        start: double
        nodes:
          double:
            map: { over: "${{ inputs.items }}", as: item }
            set: { doubled: "${{ [item * 2] }}" }
        """;

    /// <summary>Waits for an event, so that a run stays where a test can see it.</summary>
    public static string Waits(string name, string forEvent) => $$$"""
        platform: v1
        name: {{{name}}}
        state:
          paid: { type: integer, default: 0 }
        outputs:
          paid: ${{ state.paid }}
        start: hold
        nodes:
          hold:
            wait: { event: {{{forEvent}}} }
            save: { paid: "${{ output.amount }}" }
        """;
}
