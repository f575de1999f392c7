using System.Collections.Frozen;

namespace Platform.Core.Memory.Words;

/// <summary>
/// What common English words are about, so that "what shall I cook" comes near "she is a vegetarian" though no letter is shared. By hand, a few hundred words: no thesaurus, and no understanding.
/// </summary>
internal static class Topics
{
    private static readonly string[] Lists =
    [
        "food: eat eats ate food meal dinner lunch breakfast supper snack cook cooking recipe kitchen restaurant dish menu taste diet hungry cuisine chef bake baking vegetarian vegan meat",
        "diet: vegetarian vegan meat beef pork chicken fish allergy allergic gluten lactose peanut nut dairy vegetable vegetables tofu kosher halal diet avoid eat eats",
        "drink: drink drinks coffee tea espresso water juice beer wine cocktail milk cola thirsty beverage",
        "sweet: dessert cake chocolate sugar sweet cookie ice cream candy honey pie",
        "fruit: apple banana orange fruit berry strawberry lemon grape mango pear cherry",
        "travel: travel trip journey flight fly airport plane airline train hotel vacation holiday tourist passport visa luggage booking destination tour cruise",
        "car: car drive driving vehicle auto automobile truck engine tyre tire garage motorcycle motorbike bike parking",
        "place: city town country village address street live lives living location home move moved located resident based capital",
        "house: live lives living house home apartment flat room rent landlord mortgage kitchen bedroom furniture garden roof tenant",
        "family: family mother father mom dad parent parents son daughter child children kid kids brother sister wife husband partner married marriage grandmother grandfather uncle aunt cousin baby spouse",
        "animal: dog cat pet puppy kitten animal animals horse bird fish rabbit hamster vet",
        "work: work job career office colleague boss manager employer employee company team meeting profession occupation hire hired salary role position",
        "school: school university college student teacher study studies studying learn learning class course lesson exam degree homework education professor",
        "money: money price pay payment cost costs invoice bill billing charge charged refund budget bank account credit debit cheap expensive fee salary euro dollar cash loan tax",
        "purchase: buy bought purchase order ordered shop shopping store cart delivery deliver shipping shipment parcel package return returned product item",
        "health: health doctor hospital ill sick illness disease medicine medication pill pain headache fever flu injury nurse clinic therapy symptom treatment dentist",
        "sport: sport sports football soccer tennis basketball run running swim swimming gym training team match game player cycling workout exercise marathon hiking climb ski yoga",
        "music: music song sing singer band guitar piano concert album listen melody jazz rock violin drums playlist",
        "film: film movie cinema watch series show actor actress director television tv video episode",
        "book: book books read reading novel author writer library story poem literature page chapter",
        "art: art paint painting museum gallery draw drawing artist sculpture design photo photography camera",
        "game: game games play playing chess console video puzzle cards player",
        "computer: computer laptop software program code programming developer bug app application server database website internet browser keyboard screen python javascript java",
        "phone: phone mobile cell smartphone call calls number sms text telephone android iphone",
        "security: password login sign account locked security access hack hacked permission token key two factor authentication credentials reset",
        "error: error bug broken fail failed failure crash crashed problem issue fault wrong fix repair defect outage down trouble",
        "time: time date day week month year hour minute today tomorrow yesterday schedule calendar deadline appointment clock morning evening night noon",
        "weather: weather rain rainy sun sunny snow snowing wind windy cloud cloudy storm hot cold warm temperature forecast umbrella",
        "nature: nature tree forest river mountain lake sea ocean beach flower plant garden park island",
        "clothes: clothes shirt shoes shoe dress trousers jacket coat hat wear wearing size fashion jeans sock",
        "color: color colour red blue green yellow black white orange purple pink brown grey gray favourite favorite",
        "language: language speak speaks english german french spanish italian chinese japanese russian translate translation word grammar fluent",
        "name: name called nickname surname known title",
        "birthday: birthday born birth age old anniversary celebrate party gift present",
        "feeling: feel feeling happy sad angry upset love like likes hate dislike enjoy enjoys prefer prefers preference favourite favorite worried afraid glad",
        "contact: email mail address contact letter message send reply write inbox newsletter",
        "law: law legal lawyer court contract judge police crime rule regulation rights sign agreement clause",
        "politics: government president minister election vote party parliament politics political law policy",
        "science: science physics chemistry biology experiment research laboratory scientist theory space planet star",
        "support: support help customer service complaint complain ticket agent assist assistance question answer request",
        "cancel: cancel cancelled cancellation stop end quit terminate unsubscribe subscription close withdraw",
        "sleep: sleep bed night tired dream nap awake insomnia rest wake",
        "size: big large small tiny huge size height tall short long weight heavy light",
    ];

    /// <summary>How many there are.</summary>
    public static int Count => Lists.Length;

    private static readonly FrozenDictionary<string, int[]> ByWord = Lists
        .SelectMany((l, topic) => l.Split(": ")[1].Split(' ').Select(w => (Word: MemoryWords.Stem(w), Topic: topic)))
        .Distinct()
        .GroupBy(p => p.Word, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Select(p => p.Topic).ToArray(), StringComparer.Ordinal);

    /// <summary>By their numbers; empty for most words.</summary>
    /// <param name="stem">As <see cref="MemoryWords.Stem"/> gives it.</param>
    public static IReadOnlyList<int> Of(string stem) => ByWord.TryGetValue(stem, out var topics) ? topics : [];
}
