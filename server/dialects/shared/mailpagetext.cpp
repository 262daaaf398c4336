// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/dialects/shared/mailpagetext.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

//! \brief What a page says in one language. Nothing needs escaping.
struct Words
{
    const char *text;
    const char *button; //!< Null: it asks nothing.
};

//! \brief All pages in one language, in the order of MailPageText.
struct Translation
{
    QLatin1String language;
    std::array<Words, 5> words;
};

// The first is for those whose language is none of these.
constexpr std::array Translations = {
    Translation{
        "en"_L1,
        {{{"Do you want no more mails about friend requests?", "No more of these mails"},
          {"Do you want no more mails about messages that you missed?", "No more of these mails"},
          {"You will get no more of these mails. Your settings bring them back.", nullptr},
          {"Is the address that this link was mailed to yours?", "Yes, it is mine"},
          {"Your e-mail address is confirmed.", nullptr}}}},
    Translation{
        "de"_L1,
        {{{"Möchten Sie keine Mails über Freundschaftsanfragen mehr?", "Keine solchen Mails mehr"},
          {"Möchten Sie keine Mails über verpasste Nachrichten mehr?", "Keine solchen Mails mehr"},
          {"Sie erhalten keine solchen Mails mehr. In Ihren Einstellungen können Sie sie wieder "
           "einschalten.",
           nullptr},
          {"Gehört die Adresse, an die dieser Link geschickt wurde, Ihnen?", "Ja, sie gehört mir"},
          {"Ihre E-Mail-Adresse ist bestätigt.", nullptr}}}},
    Translation{"hi"_L1,
                {{{"क्या आप मित्रता अनुरोधों के बारे में और मेल नहीं चाहते?", "ऐसे मेल अब नहीं"},
                  {"क्या आप छूटे हुए संदेशों के बारे में और मेल नहीं चाहते?", "ऐसे मेल अब नहीं"},
                  {"आपको ऐसे मेल अब नहीं मिलेंगे। आप इन्हें अपनी सेटिंग में फिर से चालू कर सकते हैं।", nullptr},
                  {"क्या वह पता आपका है जिस पर यह लिंक भेजा गया था?", "हाँ, यह मेरा है"},
                  {"आपके ई-मेल पते की पुष्टि हो गई है।", nullptr}}}},
};

const Translation &translationIn(const QString &languages)
{
    for (const QString &language : languages.split(u',')) {
        const QString general = language.section(u'-', 0, 0).trimmed().toLower();
        const auto found =
            std::find_if(Translations.begin(), Translations.end(),
                         [&](const Translation &each) { return general == each.language; });
        if (found != Translations.end())
            return *found;
    }
    return Translations.front();
}

} // namespace

QByteArray mailPage(MailPageText text, const QString &languages)
{
    const Translation &translation = translationIn(languages);
    const Words &words = translation.words.at(size_t(text));
    QByteArray page = "<!DOCTYPE html>\n<html lang=\"";
    page += translation.language.latin1();
    page += "\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
    page += words.text;
    page += "</title>\n</head>\n<body>\n<p>";
    page += words.text;
    page += "</p>\n";
    if (words.button) {
        page += "<form method=\"post\"><button>";
        page += words.button;
        page += "</button></form>\n";
    }
    return page + "</body>\n</html>\n";
}

} // namespace linnet
