// SPDX-License-Identifier: GPL-3.0-or-later
// linnet-seed DATA-DIRECTORY SEED-FILE JWKS-FILE [MESSAGES]: a database to measure with, what is in
// it, and the public key of the tokens in that.
// linnet-seed --population DATA-DIRECTORY SEED-FILE [PEOPLE]: one to measure administration with.
#include "server/app/effectiveconfig.h"
#include "tests/bench/seed/population.h"
#include "tests/bench/seed/seeder.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace {

using namespace linnet;

void writeJson(const QString &path, const QJsonObject &object)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0)
        qFatal("%s cannot be written", qPrintable(path));
}

Config configOf(const QString &dataDirectory)
{
    Options options;
    options.dataDirectory = dataDirectory;
    auto config = effectiveConfig(options);
    if (!config)
        qFatal("%s", qPrintable(config.error().message));
    return std::move(*config);
}

void seedConversations(const QStringList &words)
{
    const Config config = configOf(words[1]);
    const auto foundation = bench::required(Foundation::open(config));
    const auto secrets = bench::required(IdentitySecrets::open(config, foundation->clock));
    bench::SeedSize size;
    if (words.size() > 4)
        size.history = words[4].toInt();
    bench::Seeder seeder(*foundation, *secrets.keys, size);
    writeJson(words[2], seeder.seed(config));
    writeJson(words[3], secrets.keys->toJwks());
}

void seedPopulation(const QStringList &words)
{
    const auto foundation = bench::required(Foundation::open(configOf(words[2])));
    auto size = bench::PopulationSize();
    if (words.size() > 4)
        size = bench::PopulationSize::of(words[4].toInt());
    writeJson(words[3], bench::Population(*foundation, size).add());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 4) {
        std::fprintf(stderr,
                     "linnet-seed DATA-DIRECTORY SEED-FILE JWKS-FILE [MESSAGES]\n"
                     "linnet-seed --population DATA-DIRECTORY SEED-FILE [PEOPLE]\n");
        return 2;
    }
    const Mailbox mailbox;
    if (words[1] == QLatin1String("--population"))
        seedPopulation(words);
    else
        seedConversations(words);
    return 0;
}
