// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/language.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

constexpr qsizetype MostHeader = 1'000;
constexpr size_t MostAccepted = 5;

struct Accepted
{
    QString tag;
    double weight = 1;
};

//! \return the weight in ";q=0.8", or 1.
double weightOf(const QString &parameters)
{
    const QString weight = parameters.trimmed();
    if (!weight.startsWith(u"q="))
        return 1;
    bool ok = false;
    const double value = QStringView(weight).mid(2).toDouble(&ok);
    return ok ? value : 0;
}

} // namespace

bool isLanguageTag(const QString &tag)
{
    constexpr int Most = 35; // RFC 5646, section 4.4.1
    static const QRegularExpression pattern(u"\\A[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\\z"_s);
    return tag.size() <= Most && pattern.match(tag).hasMatch();
}

QString acceptedLanguages(const QByteArray &header)
{
    std::vector<Accepted> accepted;
    for (const QString &each : QString::fromLatin1(header.left(MostHeader)).split(u',')) {
        const QString tag = each.section(u';', 0, 0).trimmed();
        const double weight = weightOf(each.section(u';', 1, 1));
        if (weight > 0 && isLanguageTag(tag))
            accepted.push_back({tag, weight});
    }
    std::stable_sort(accepted.begin(), accepted.end(),
                     [](const Accepted &a, const Accepted &b) { return a.weight > b.weight; });
    QStringList tags;
    for (size_t i = 0; i < std::min(accepted.size(), MostAccepted); ++i)
        tags.append(accepted[i].tag);
    return tags.join(u',');
}

} // namespace linnet
