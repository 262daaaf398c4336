// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/seedfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>

namespace linnet::bench {

namespace {

std::string text(const QJsonValue &object, const char *key)
{
    return object[QLatin1String(key)].toString().toStdString();
}

} // namespace

SeedFile SeedFile::read(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "no seed at %s\n", path.c_str());
        std::exit(1);
    }
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    SeedFile seed;
    for (const QJsonValue &each : root[QLatin1String("people")].toArray())
        seed.people.push_back({text(each, "id"), text(each, "token")});
    for (const QJsonValue &each : root[QLatin1String("pairs")].toArray())
        seed.pairs.push_back({text(each, "conversation"),
                              size_t(each[QLatin1String("sender")].toInt()),
                              size_t(each[QLatin1String("receiver")].toInt())});
    for (const QJsonValue &each : root[QLatin1String("listers")].toArray())
        seed.listers.push_back(size_t(each.toInt()));
    seed.group = text(root, "group");
    seed.groupFirst = size_t(root[QLatin1String("groupFirst")].toInt());
    seed.groupSize = size_t(root[QLatin1String("groupSize")].toInt());
    seed.history = text(root, "history");
    seed.historyReader = size_t(root[QLatin1String("historyMembers")][0].toInt());
    seed.historyOldest = text(root, "historyOldest");
    return seed;
}

} // namespace linnet::bench
