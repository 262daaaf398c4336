// SPDX-License-Identifier: GPL-3.0-or-later
// linnet-seed DATA-DIRECTORY SEED-FILE JWKS-FILE [MESSAGES]: a database to measure with, what is in
// it, and the public key of the tokens in that.
#include "server/app/effectiveconfig.h"
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

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 4) {
        std::fprintf(stderr, "linnet-seed DATA-DIRECTORY SEED-FILE JWKS-FILE [MESSAGES]\n");
        return 2;
    }
    Options options;
    options.dataDirectory = words[1];
    const auto config = effectiveConfig(options);
    if (!config)
        qFatal("%s", qPrintable(config.error().message));
    const Mailbox mailbox;
    const auto foundation = Foundation::open(*config);
    if (!foundation)
        qFatal("%s", qPrintable(foundation.error().message));
    auto secrets = IdentitySecrets::open(*config, (*foundation)->clock);
    if (!secrets)
        qFatal("%s", qPrintable(secrets.error().message));

    bench::SeedSize size;
    if (words.size() > 4)
        size.history = words[4].toInt();
    bench::Seeder seeder(**foundation, *secrets->keys, size);
    writeJson(words[2], seeder.seed(*config));
    writeJson(words[3], secrets->keys->toJwks());
    return 0;
}
