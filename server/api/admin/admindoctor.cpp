// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/admin/admindoctor.h"

#include "server/api/admin/adminrows.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace linnet::admin {

namespace {

QJsonObject diagnosisObject(const Diagnosis &diagnosis)
{
    QJsonArray findings;
    for (const Finding &finding : diagnosis.findings)
        findings.append(toJson(finding));
    const PublicAccess &access = diagnosis.access;
    return {{"at"_L1, toIso(diagnosis.at)},
            {"findings"_L1, findings},
            {"publicUrl"_L1, access.url},
            {"socketIo"_L1,
             QJsonObject{{"path"_L1, access.enginePath},
                         {"transports"_L1, QJsonArray::fromStringList(access.transports)}}}};
}

} // namespace

AdminDoctorApi::AdminDoctorApi(DoctorService &doctor)
    : m_doctor(doctor)
{}

QList<Endpoint> AdminDoctorApi::endpoints()
{
    return {endpoint(
        {"doctor.examine"_L1, Method::Get, "/api/v1/admin/doctor"_L1, Capability::ConfigRead}, {},
        std::bind_front(&AdminDoctorApi::examine, this))};
}

QCoro::Task<Result<Answer>> AdminDoctorApi::examine(Call)
{
    const auto diagnosis = co_await m_doctor.examine();
    if (!diagnosis)
        co_return diagnosis.error();
    co_return Answer{diagnosisObject(*diagnosis)};
}

} // namespace linnet::admin
