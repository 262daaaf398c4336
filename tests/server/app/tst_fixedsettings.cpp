// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/fixedsettings.h"

#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(Config &)>;

Config running()
{
    Config config;
    config.listeners = {Config::Listener()};
    config.listeners.front().port = 3000;
    return config;
}

} // namespace

class FixedSettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatWaitsForTheNextStart_data();
    void namesWhatWaitsForTheNextStart();
    void leavesTheRestAsItIsWanted();
    void staysSilentWhereNothingDiffers();
    void namesAllOfThem();
    void knowsThatDevelopmentNeedsNoMailServer();
};

void FixedSettingsTest::namesWhatWaitsForTheNextStart_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, Change change) {
        QTest::newRow(name) << std::move(change);
    };
    row("node.id", [](Config &c) { c.node.id = 7; });
    row("node.dataDirectory", [](Config &c) { c.node.dataDirectory = u"/elsewhere"_s; });
    row("operator.socket", [](Config &c) { c.operatorSocket.clear(); });
    row("storage.database", [](Config &c) { c.storage.database = u"other.db"_s; });
    row("storage.readers", [](Config &c) { c.storage.readers = 9; });
    row("socketio.path", [](Config &c) { c.socketIo.path = u"/other/"_s; });
    row("limits.threads", [](Config &c) { c.threads = 9; });
    row("media.directory", [](Config &c) { c.media.directory = u"other"_s; });
    row("backup.directory", [](Config &c) { c.backups.directory = u"/srv"_s; });
    row("listener", [](Config &c) { c.listeners.front().port = 4000; });
    row("mail.host", [](Config &c) { c.mail.host = u"mail.example.org"_s; });
}

void FixedSettingsTest::namesWhatWaitsForTheNextStart()
{
    QFETCH(Change, change);
    Config wanted = running();
    change(wanted);

    QCOMPARE(keepFixedSettings(wanted, running(), {}),
             QStringList{QString::fromLatin1(QTest::currentDataTag())});

    QCOMPARE(keepFixedSettings(wanted, running(), {}), QStringList());
}

void FixedSettingsTest::leavesTheRestAsItIsWanted()
{
    Config wanted = running();
    wanted.otp.length = 8;
    wanted.listeners.front().dialects = QStringList{u"mern"_s};

    QCOMPARE(keepFixedSettings(wanted, running(), {}), QStringList());

    QCOMPARE(wanted.otp.length, 8);
    QCOMPARE(wanted.listeners.front().dialects, QStringList{u"mern"_s});
}

void FixedSettingsTest::staysSilentWhereNothingDiffers()
{
    Config wanted = running();
    QCOMPARE(keepFixedSettings(wanted, running(), {}), QStringList());
}

void FixedSettingsTest::namesAllOfThem()
{
    Config wanted = running();
    wanted.node.id = 7;
    wanted.listeners.push_back(Config::Listener());

    QCOMPARE(keepFixedSettings(wanted, running(), {}), (QStringList{u"node.id"_s, u"listener"_s}));

    QCOMPARE(wanted.node.id, 0);
    QCOMPARE(wanted.listeners.size(), size_t(1));
}

void FixedSettingsTest::knowsThatDevelopmentNeedsNoMailServer()
{
    Config wanted = running();
    wanted.mail.host = u"mail.example.org"_s;

    QCOMPARE(keepFixedSettings(wanted, running(), {.isDevelopment = true}), QStringList());

    QCOMPARE(wanted.mail.host, u"mail.example.org"_s);
}

QTEST_GUILESS_MAIN(FixedSettingsTest)
#include "tst_fixedsettings.moc"
