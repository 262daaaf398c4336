// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/server/app/world.h"

#include <QTest>

#include <set>

using namespace linnet;
using namespace linnet::test;
using namespace Qt::StringLiterals;

namespace {

std::set<QString> namesOf(DialectParts &parts)
{
    std::set<QString> names;
    for (const Dialect *each : parts.all())
        names.insert(each->name());
    return names;
}

DialectParts partsOf(const World &world, const Config &config)
{
    return DialectParts(config, {}, world.parts());
}

} // namespace

class DialectPartsTest : public QObject
{
    Q_OBJECT

private slots:
    void haveEveryFamilyOnce();
    void addTheHarnessInItsProfileOnly();
    void sayHowSomebodyTypesAsConfigured();
};

void DialectPartsTest::haveEveryFamilyOnce()
{
    const World world;
    DialectParts parts = partsOf(world, world.config);
    const std::set<QString> names = namesOf(parts);
    QCOMPARE(names.size(), parts.all().size());
    for (const auto &name : {u"phone"_s, u"mailotp"_s, u"cookie"_s, u"mern"_s, u"whispr"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
    QVERIFY(EndpointTable::make(parts.all()));
}

void DialectPartsTest::addTheHarnessInItsProfileOnly()
{
    size_t normal = 0;
    {
        const World world;
        DialectParts parts = partsOf(world, world.config);
        QVERIFY(!parts.conformance);
        normal = parts.all().size();
    }
    const World world(Options{.profile = Profile::App});
    DialectParts parts = partsOf(world, world.config);
    QVERIFY(parts.conformance);
    QCOMPARE(parts.all().size(), normal + 1);
}

void DialectPartsTest::sayHowSomebodyTypesAsConfigured()
{
    const World world;
    const Event event{TypingChanged{ConversationId(3), UserId(1), true}, {UserId(2)}, {}};
    Config config = world.config;
    config.whispr.typing = u"text"_s;
    DialectParts sentence = partsOf(world, config);
    config.whispr.typing = u"object"_s;
    DialectParts object = partsOf(world, config);
    const auto said = sentence.whispr.encode(event);
    const auto shown = object.whispr.encode(event);
    QVERIFY(!said.empty() && !shown.empty());
    QVERIFY(said.front().json.startsWith('"'));
    QVERIFY(shown.front().json.startsWith('{'));
}

QTEST_GUILESS_MAIN(DialectPartsTest)
#include "tst_dialectparts.moc"
