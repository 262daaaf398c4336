// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/sweep.h"

#include <QJsonArray>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const SweepTally &tally)
{
    return {{"files"_L1, tally.files}, {"bytes"_L1, tally.bytes}};
}

SweepTally tallyIn(const QJsonValue &value)
{
    return {value["files"_L1].toInteger(), value["bytes"_L1].toInteger()};
}

} // namespace

QLatin1String nameOf(Sweep::State state)
{
    switch (state) {
    case Sweep::State::UnderWay:
        return "under-way"_L1;
    case Sweep::State::Done:
        return "done"_L1;
    case Sweep::State::Failed:
        return "failed"_L1;
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const SweepRules &rules)
{
    return {{"uploadGrace"_L1, qint64(rules.uploadGrace.count())},
            {"maxAge"_L1, qint64(rules.greatestAge.count())},
            {"budget"_L1, rules.budget}};
}

SweepRules sweepRules(const QJsonObject &object)
{
    return {.uploadGrace = SweepRules::Duration(object["uploadGrace"_L1].toInteger()),
            .greatestAge = SweepRules::Duration(object["maxAge"_L1].toInteger()),
            .budget = object["budget"_L1].toInteger()};
}

QJsonObject toJson(const SweepFindings &findings)
{
    QJsonArray missing;
    for (const MediaId id : findings.missingFiles)
        missing.append(id.toString());
    return {{"unused"_L1, toJson(findings.unused)},
            {"tooOld"_L1, toJson(findings.tooOld)},
            {"noRoom"_L1, toJson(findings.noRoom)},
            {"unreferenced"_L1, toJson(findings.unreferenced)},
            {"leftovers"_L1, toJson(findings.leftovers)},
            {"missing"_L1, QJsonObject{{"files"_L1, findings.missing}, {"ids"_L1, missing}}}};
}

SweepFindings sweepFindings(const QJsonObject &object)
{
    SweepFindings findings{.unused = tallyIn(object["unused"_L1]),
                           .tooOld = tallyIn(object["tooOld"_L1]),
                           .noRoom = tallyIn(object["noRoom"_L1]),
                           .unreferenced = tallyIn(object["unreferenced"_L1]),
                           .leftovers = tallyIn(object["leftovers"_L1]),
                           .missing = object["missing"_L1]["files"_L1].toInteger(),
                           .missingFiles = {}};
    const QJsonArray ids = object["missing"_L1]["ids"_L1].toArray();
    for (const auto &id : ids)
        findings.missingFiles.push_back(MediaId::parse(id.toString()).value_or(MediaId()));
    return findings;
}

} // namespace linnet
