"""The tables whose every row is compared before and after a refusal."""

TABLES = """
    casework_matter grids_case casework_event casework_deadline casework_attachment casework_accusation
    casework_grant casework_postponement casework_supervision casework_merger casework_link casework_notice
    casework_message accounts_user accounts_duty jobs_job reports_report reports_paper casework_person
    casework_reveal audit_extract casework_original casework_originallook casework_searchtext
    casework_savedfilter casework_joining grids_wordlist disputes_dispute disputes_session disputes_agreement
    disputes_item disputes_visit disputes_party disputes_recusal disputes_body disputes_mediator
    disputes_confirmation disputes_declaration disputes_handoff disputes_referral disputes_appointment
    disputes_appraisal disputes_room pilot_task pilot_milestone pilot_support pilot_groupversion pilot_post
    pilot_memberunit pilot_dutyitem pilot_specialgroup pilot_specialunit pilot_meeting pilot_decision
    pilot_fund pilot_plan pilot_spending pilot_letter pilot_letterseries pilot_survey pilot_surveyresult
    activities_activity activities_organisation activities_purchase activities_contact activities_resolution
    activities_step activities_charter activities_scheme activities_standard activities_creation
    activities_selfcheck activities_acceptance activities_correction progress_item progress_itemunit
    progress_return progress_row progress_step progress_amendment progress_closing admission_request
    admission_asked admission_column admission_value admission_synonym admission_step outcomes_measure
    outcomes_step outcomes_talk outcomes_organdecision outcomes_scheme outcomes_schemeitem
    outcomes_schemeunit outcomes_award outcomes_allocation outcomes_allocationshare outcomes_voucher
    outcomes_roll outcomes_nomination outcomes_objection outcomes_paper outcomes_paperseries
    assessment_scheme assessment_targetgroup assessment_target assessment_indicator assessment_run
    assessment_runstep assessment_entry assessment_score assessment_appeal assessment_recalculation
    assessment_correction assessment_edition assessment_editiontotal stability_stability
    stability_affectedarea stability_affectedgroup stability_consultation stability_tally stability_expert
    stability_finding stability_riskpoint stability_measure stability_grading stability_checkup
    stability_postassessment stability_accountability stability_standard stability_reportseries
    stability_signedreport
"""
